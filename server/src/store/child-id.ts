/**
 * The id of the execution that runs an item, in SQL. It follows from parent, node, item and round, so that two
 * processes that start the same item make one execution. Its first part is that of the parent's id, which tells a
 * time: the children of one map land side by side in every index.
 */

interface ChildOf {
  readonly executionId: string
  readonly nodeIndex: string
  readonly itemIndex: string
  readonly round: string
}

/** A version 8 UUID, as an expression over expressions. */
export function childIdOf({ executionId, nodeIndex, itemIndex, round }: ChildOf): string {
  const hash = `md5(concat_ws('/', ${executionId}, ${nodeIndex}, ${itemIndex}, ${round}))`
  return `(left(replace((${executionId})::text, '-', ''), 12) || '8' || substr(${hash}, 14, 3) || '8' || substr(${hash}, 18))::uuid`
}
