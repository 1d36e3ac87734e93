/** Does something that may be refused, and tells `refused` before it passes the refusal on. */
export async function orRefused(act: () => Promise<void>, refused: (error: unknown) => void): Promise<void> {
  try {
    await act();
  } catch (error) {
    refused(error);
    throw error;
  }
}
