/** For this tab alone, and as long as it is open. */
const key = "dasedeck token";

/** The token that this window was let in with, so that it is asked for once and not with each reload. */
export const keptToken = {
  read: (): string | null => sessionStorage.getItem(key),
  write(token: string | null): void {
    if (token === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, token);
  },
};
