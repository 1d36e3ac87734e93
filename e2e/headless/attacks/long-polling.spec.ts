import { againstEach, expect, test } from "../../fixtures/attacked.ts";

/** What is tried: a session over plain requests, which any page can make a browser send. */
againstEach(() => {
  test("opening a session by a script's GET, JSONP and a POST", async ({ target }) => {
    const before = await target.marks();
    for (const prefix of ["", "attacked-service/"])
      for (const query of [
        "EIO=4&transport=polling",
        "EIO=4&transport=polling&j=0",
        "EIO=4&transport=websocket",
        "EIO=3&transport=polling&j=1",
        "",
      ])
        for (const method of ["GET", "POST", "OPTIONS", "PUT"]) {
          const answer = await fetch(new URL(`${prefix}ws/socket.io/?${query}`, target.url), { method });
          const text = await answer.text();
          expect([method, query, answer.status]).toEqual([method, query, 400]);
          expect(JSON.parse(text)).toEqual({ code: 0, message: expect.stringContaining("Only WebSocket is served here") as unknown });
          expect(answer.headers.get("set-cookie")).toBeNull();
        }
    expect(await target.marks()).toEqual(before);
  });
});
