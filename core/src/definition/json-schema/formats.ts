/** Formats of text that a JSON Schema may ask for. Others are annotations, as the standard has it. */

/** Each test takes time linear in the length of the text. */
const formats: Readonly<Record<string, { holds: (text: string) => boolean; words: string }>> = {
  'date-time': {
    holds: (text) =>
      /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$/.test(text) && isTime(text),
    words: 'a date and time with a zone, such as 2030-01-31T08:00:00Z',
  },
  date: {
    holds: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isTime(text),
    words: 'a date, such as 2030-01-31',
  },
  email: { holds: (text) => /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text), words: 'an e-mail address' },
  uri: {
    holds: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text),
    words: 'an address, such as https://example.org',
  },
  uuid: {
    holds: (text) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text),
    words: 'a UUID',
  },
}

/** What the text should be, or null where it is that, or the format is not known here. */
export function findFormatFault(format: string, text: string): string | null {
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined
  return known === undefined || known.holds(text) ? null : `must be ${known.words}`
}

/** A moment of the calendar: 31 February is read as 3 March where nobody looks. */
function isTime(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number)
  return !Number.isNaN(Date.parse(text)) && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
}
