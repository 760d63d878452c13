/** Text that JSON allows and PostgreSQL does not take apart: U+0000 and halves of surrogate pairs. */

/** Of text that JSON.stringify made: it writes both as escapes, and a backslash before one makes it ordinary text. */
export function isStorableJson(json: string): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json)
}
