/** Told when the server no longer knows who asks. Kept apart so that the client and the router need not know each other. */
let listener: () => void = () => undefined

export function onSessionEnded(next: () => void): void {
  listener = next
}

export function sessionEnded(): void {
  listener()
}
