import { expect, test } from 'vitest'
import type { Role } from '../../auth/caller.ts'
import { createCaller } from '../app-router.ts'
import type { ApiContext } from '../context.ts'

const callerWith = (role: Role) => {
  const caller = {
    ...{ kind: 'session', role, workspaceId: 'default', workspaceName: 'Default' },
    user: { id: 'u', name: 'Ada', email: 'ada@example.org' },
  } as const
  const db = { query: async () => ({ rows: [] }) }
  return createCaller({ caller, db, requestId: 'r' } as unknown as ApiContext)
}

test.each(['viewer', 'operator', 'editor'] as const)(
  'a %s may not look after the installation',
  async (role) => {
    const { doctor } = callerWith(role)
    await expect(doctor.last()).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } })
    await expect(doctor.begin({ repair: 'nothing' })).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } })
    await expect(doctor.listQuarantined({})).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } })
  },
)

test.each(['admin', 'owner'] as const)('an %s may', async (role) => {
  expect(await callerWith(role).doctor.last()).toBeNull()
})
