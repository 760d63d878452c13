import { expect, it } from 'vitest'
import { fileNameOf } from './download-document.ts'

it.each([
  ['Nightly log report', 'nightly-log-report.json'],
  ['Überprüfung 2.0!', 'uberprufung-2-0.json'],
  ['日本', 'workflow.json'],
])('names the file of %j', (name, file) => {
  expect(fileNameOf(name)).toBe(file)
})
