/** Whoever is signed in, or holds a key. Everything is read and written inside this one workspace. */
export type Role = 'viewer' | 'operator' | 'editor' | 'admin' | 'owner'

export interface Caller {
  readonly kind: 'session' | 'key'
  readonly workspaceId: string
  readonly workspaceName: string
  readonly role: Role
  /** Null for a key. */
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null
}

/** Who is written down as the author of a change: the user's name, or null for a key. */
export function authorOf(caller: Caller): string | null {
  return caller.user === null ? null : caller.user.name
}
