import { useRouter } from '@tanstack/react-router'
import { LogOut } from 'lucide-react'
import { Avatar } from '../ui/avatar.tsx'
import { Menu } from '../ui/menu.tsx'
import { showToast } from '../ui/toast.ts'
import { changePreferences, type ThemeChoice, usePreferences } from './preferences.ts'
import { signOut } from './session.ts'

const themes: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** The person signed in: theme and the way out. */
export function UserMenu({ name, email }: { name: string; email: string }) {
  const router = useRouter()
  const { theme } = usePreferences()
  const leave = async () => {
    if (await signOut()) return router.navigate({ to: '/sign-in' })
    showToast({
      title: 'You are still signed in',
      text: 'The server does not answer. Sign out again once it does.',
      tone: 'failed',
    })
  }
  const trigger = (
    <button
      className="flex h-7 w-full items-center gap-2 rounded-md px-1.5 font-medium text-text-2 hover:bg-hover hover:text-text max-[1199px]:justify-center"
      type="button"
    >
      <Avatar name={name} />
      <span className="truncate max-[1199px]:sr-only">{name}</span>
      <span className="sr-only">, your account</span>
    </button>
  )
  return (
    <Menu
      align="start"
      entries={[
        { kind: 'heading', label: email },
        ...themes.map(({ value, label }) => ({
          label,
          checked: theme === value,
          onSelect: () => changePreferences({ theme: value }),
        })),
        { kind: 'separator' },
        { label: 'Sign out', icon: <LogOut aria-hidden="true" />, onSelect: () => void leave() },
      ]}
      side="top"
      trigger={trigger}
    />
  )
}
