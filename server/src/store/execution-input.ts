/**
 * The input of the execution `e`, in SQL. An execution of a graph inside a node has that of the execution around it,
 * which is written once: ten thousand items of a map would else each carry the list that they come from.
 */
export const executionInput = `(CASE WHEN e.subgraph IS NULL THEN e.input ELSE (
  WITH RECURSIVE around AS (
    SELECT p.subgraph, p.parent_execution_id, p.input FROM workflow_executions p WHERE p.id = e.parent_execution_id
    UNION ALL
    SELECT p.subgraph, p.parent_execution_id, p.input
      FROM around JOIN workflow_executions p ON p.id = around.parent_execution_id WHERE around.subgraph IS NOT NULL
  )
  SELECT around.input FROM around WHERE around.subgraph IS NULL) END)`
