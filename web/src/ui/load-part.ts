/** Loads parts of the pages when they are needed. Kept apart from the connection, which the app knows. */

type Wait = () => Promise<boolean>

/** Until the app says more nothing is waited for. */
let waitForServer: Wait = () => Promise.resolve(false)

/** `wait` is done with true once the server is back, at once with false where it was not away. */
export function onMissingPart(wait: Wait): void {
  waitForServer = wait
}

/** While the server is away this waits for it; a part that it does not have any more is an error. */
export async function loadPart<T>(part: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await part()
    } catch (error) {
      if (!(await waitForServer())) throw error
    }
  }
}
