/**
 * The owner port: which process decides for an execution that several move at once. Ownership is soft: it only
 * saves work. Whoever does not know of it, or does not reach the owner, commits by itself, and the guard of the
 * commit keeps everything right.
 */

export interface Owners {
  /** The owner's process: this one where nobody was, and from now on. Each question keeps it for a time. */
  claim(executionId: string): Promise<string>
  /** The owner does not answer: the next one may take over. */
  drop(executionId: string, owner: string): Promise<void>
}
