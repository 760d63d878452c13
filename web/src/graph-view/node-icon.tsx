/** Icons that node types may name in their declaration; an unknown name gets the fallback. */
import {
  Bell,
  Box,
  Braces,
  CircleDashed,
  CircleX,
  Clock,
  Database,
  FileCode,
  FileText,
  GitFork,
  Globe,
  Layers,
  type LucideIcon,
  Mail,
  OctagonX,
  Radio,
  Shuffle,
  Split,
  SquareTerminal,
  Timer,
  UserCheck,
  Workflow,
} from 'lucide-react'

const icons: Readonly<Record<string, LucideIcon>> = {
  bell: Bell,
  braces: Braces,
  'circle-dashed': CircleDashed,
  'circle-x': CircleX,
  clock: Clock,
  database: Database,
  'file-code': FileCode,
  'file-text': FileText,
  'git-fork': GitFork,
  globe: Globe,
  layers: Layers,
  mail: Mail,
  'octagon-x': OctagonX,
  radio: Radio,
  shuffle: Shuffle,
  split: Split,
  'square-terminal': SquareTerminal,
  timer: Timer,
  'user-check': UserCheck,
  workflow: Workflow,
}

export function NodeIcon({ name, size = 16 }: { readonly name: string; readonly size?: number }) {
  const Icon = Object.hasOwn(icons, name) ? (icons[name] ?? Box) : Box
  return <Icon size={size} strokeWidth={2} aria-hidden="true" />
}
