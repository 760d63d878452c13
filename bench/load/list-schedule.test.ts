import { describe, expect, test } from 'vitest'
import { type ScheduledTask, scheduleTasks } from './list-schedule.ts'

function task(id: string, durationMs: number, ...parents: string[]): ScheduledTask {
  return { id, durationMs, parents }
}

describe('the makespan of a list schedule', () => {
  test.each([
    { name: 'nothing', tasks: [], workers: 4, ms: 0 },
    {
      name: 'a chain takes its sum',
      tasks: [task('a', 3), task('b', 4, 'a'), task('c', 5, 'b')],
      workers: 4,
      ms: 12,
    },
    {
      name: 'independent tasks share the workers',
      tasks: ['a', 'b', 'c', 'd'].map((id) => task(id, 10)),
      workers: 2,
      ms: 20,
    },
    {
      name: 'one worker takes the sum',
      tasks: [task('a', 1), task('b', 2), task('c', 3)],
      workers: 1,
      ms: 6,
    },
    {
      name: 'a diamond takes its longest side',
      tasks: [task('a', 1), task('b', 5, 'a'), task('c', 2, 'a'), task('d', 1, 'b', 'c')],
      workers: 2,
      ms: 7,
    },
    {
      name: 'the task with the longest way to the end goes first',
      tasks: [task('short', 4), task('other', 4), task('long', 4), task('end', 8, 'long')],
      workers: 2,
      ms: 12,
    },
  ])('$name', ({ tasks, workers, ms }) => {
    expect(scheduleTasks(tasks, workers)).toBe(ms)
  })

  test('many equal tasks fill the workers in waves', () => {
    const tasks = Array.from({ length: 1000 }, (_, index) => task(`t${index}`, 10))
    expect(scheduleTasks(tasks, 32)).toBe(320)
  })

  test('a parent that is missing is told', () => {
    expect(() => scheduleTasks([task('a', 1, 'ghost')], 1)).toThrow('ghost')
  })

  test('a circle is told', () => {
    expect(() => scheduleTasks([task('a', 1, 'b'), task('b', 1, 'a')], 1)).toThrow('circle')
  })
})
