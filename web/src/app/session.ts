/** Who is signed in, and whether Heddle has an owner yet. */
import { hideAllToasts } from '../ui/toast.ts'
import { queryClient, trpc } from './trpc.ts'

export const sessionQueries = {
  status: () => trpc.system.status.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
  me: () => trpc.account.me.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
}

/** The auth client is needed at two doors only, so it arrives when one of them is used. */
async function authClient() {
  const { createAuthClient } = await import('better-auth/react')
  return createAuthClient({ basePath: '/api/auth' })
}

/** Null when signed in, else what to tell the person. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const client = await authClient()
  const { error } = await client.signIn.email({ email, password })
  if (error !== null) return signInProblem(error.status)
  await forgetSession()
  return null
}

function signInProblem(status: number): string {
  if (status === 401 || status === 403) return 'E-mail or password is not right. Look at both and try again.'
  if (status === 429) return 'Too many tries. Wait a minute, then try again.'
  return 'The server did not answer. Look whether Heddle still runs, then try again.'
}

/** False where the session still stands: the server could not be asked to end it. */
export async function signOut(): Promise<boolean> {
  if (!(await endSession())) return false
  queryClient.clear()
  hideAllToasts()
  return true
}

async function endSession(): Promise<boolean> {
  try {
    const client = await authClient()
    const { error } = await client.signOut()
    return error === null
  } catch {
    return false
  }
}

/** Everything known about the session is asked for anew. */
export async function forgetSession(): Promise<void> {
  queryClient.removeQueries({ queryKey: sessionQueries.status().queryKey })
  queryClient.removeQueries({ queryKey: sessionQueries.me().queryKey })
}
