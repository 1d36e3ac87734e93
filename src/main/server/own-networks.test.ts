import { expect, it, vi } from "vitest";
import { isOwnHost, type ListeningAddress } from "./allowed-origin.ts";
import { ownAddresses } from "./own-addresses.ts";

vi.mock("./own-addresses.ts", () => ({ ownAddresses: vi.fn(), ownNames: () => ["labpc"] }));

it("follows this computer into another network while it listens at the same address", () => {
  const address: ListeningAddress = { host: "0.0.0.0", port: 8001 };
  const isRefused = (host: string): boolean => !isOwnHost(host, address);
  vi.mocked(ownAddresses).mockReturnValue(["10.0.0.7"]);
  expect([isRefused("10.0.0.7:8001"), isRefused("192.168.1.9:8001"), isRefused("labpc:8001")]).toEqual([false, true, false]);
  vi.mocked(ownAddresses).mockReturnValue(["192.168.1.9"]);
  expect([isRefused("10.0.0.7:8001"), isRefused("192.168.1.9:8001"), isRefused("labpc:8001")]).toEqual([true, false, false]);
});
