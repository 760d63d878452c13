import { changePreferences, type ThemeChoice, usePreferences } from '../../app/preferences.ts'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Section } from './section.tsx'

const themes: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

function isThemeChoice(value: string): value is ThemeChoice {
  return themes.some((theme) => theme.value === value)
}

/** What a person sets for this browser. */
export function PreferencesSections() {
  const { theme, singleKeys } = usePreferences()
  return (
    <>
      <Section text="Kept in this browser." title="Look">
        <RadioGroup
          label="Theme"
          onValueChange={(value) => {
            if (isThemeChoice(value)) changePreferences({ theme: value })
          }}
          options={themes}
          value={theme}
        />
      </Section>
      <Section text="All keys stand behind the question mark." title="Keyboard">
        <Switch
          checked={singleKeys}
          label="Single-letter keys"
          onCheckedChange={(checked) => changePreferences({ singleKeys: checked })}
        >
          Single-letter keys
        </Switch>
        <p className="mt-1 text-12 text-text-3">
          Switch them off where speech input or a screen reader needs the letters.
        </p>
      </Section>
    </>
  )
}
