import * as z from "zod";

// Must be imported before any schema: zod otherwise tries out `new Function`, which the window's Content-Security-Policy forbids and reports.
z.config({ jitless: true });
