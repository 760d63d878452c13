import { javascript } from '@codemirror/lang-javascript'
import { json } from '@codemirror/lang-json'
import { StreamLanguage, type StreamParser } from '@codemirror/language'
import { shell } from '@codemirror/legacy-modes/mode/shell'
import type { Extension } from '@codemirror/state'
import type { CodeLanguage } from './code-editor-props.ts'

const words = /^(?:and|or|in|true|false|null|function)\b/

/** Enough of JSONata to colour it; the server's parser decides what is right. */
const jsonata: StreamParser<{ comment: boolean }> = {
  name: 'jsonata',
  startState: () => ({ comment: false }),
  token(stream, state) {
    if (state.comment || stream.match('/*')) {
      state.comment = !stream.match(/^.*?\*\//)
      if (state.comment) stream.skipToEnd()
      return 'comment'
    }
    if (stream.eatSpace()) return null
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return 'string'
    if (stream.match(/^`[^`]*`?/)) return 'propertyName'
    if (stream.match(/^\$[\w$]*(?=\s*\()/)) return 'variableName.function'
    if (stream.match(/^\$\$?[\w]*/)) return 'variableName'
    if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number'
    if (stream.match(words)) return 'keyword'
    if (stream.match(/^[A-Za-z_]\w*/)) return 'propertyName'
    stream.next()
    return 'punctuation'
  },
  languageData: {
    closeBrackets: { brackets: ['(', '[', '{', '"', "'"] },
    commentTokens: { block: { open: '/*', close: '*/' } },
  },
}

const languages: Record<CodeLanguage, () => Extension> = {
  shell: () => StreamLanguage.define(shell),
  javascript: () => javascript(),
  jsonata: () => StreamLanguage.define(jsonata),
  json: () => json(),
  text: () => [],
}

export function codeLanguage(language: CodeLanguage): Extension {
  return languages[language]()
}
