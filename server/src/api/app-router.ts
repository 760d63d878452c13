/** Every procedure by its name: the whole of what a page can ask. */

import { createOwner } from './account/create-owner.ts'
import { me } from './account/me.ts'
import { getDurations } from './analytics/get-durations.ts'
import { getExecutionsByStatus } from './analytics/get-executions-by-status.ts'
import { getOverview } from './analytics/get-overview.ts'
import { getSuccessRate } from './analytics/get-success-rate.ts'
import { getThroughput } from './analytics/get-throughput.ts'
import { listFailingNodes } from './analytics/list-failing-nodes.ts'
import { listSlowestNodes } from './analytics/list-slowest-nodes.ts'
import { countApprovals } from './approvals/count-approvals.ts'
import { decideApproval } from './approvals/decide-approval.ts'
import { listApprovals } from './approvals/list-approvals.ts'
import { listArtifacts } from './artifacts/list-artifacts.ts'
import { beginCheckup } from './doctor/begin-checkup.ts'
import { getCheckpoint } from './doctor/get-checkpoint.ts'
import { getLastCheckup } from './doctor/get-last-checkup.ts'
import { getQuarantined } from './doctor/get-quarantined.ts'
import { listCheckpoints } from './doctor/list-checkpoints.ts'
import { listQuarantined } from './doctor/list-quarantined.ts'
import {
  cancelExecution,
  cancelMany,
  pauseExecution,
  pauseMany,
  resumeExecution,
  resumeMany,
} from './executions/control-executions.ts'
import { deleteMany } from './executions/delete-many.ts'
import { explainExecution } from './executions/explain-execution.ts'
import { explainNode } from './executions/explain-node.ts'
import { getExecution } from './executions/get-execution.ts'
import { getExecutionReport } from './executions/get-execution-report.ts'
import { getNode } from './executions/get-node.ts'
import { listChildren } from './executions/list-children.ts'
import { listEvents } from './executions/list-events.ts'
import { listExecutions } from './executions/list-executions.ts'
import { listLogs } from './executions/list-logs.ts'
import { previewRetry } from './executions/preview-retry.ts'
import { retryExecution } from './executions/retry-execution.ts'
import { retryMany } from './executions/retry-many.ts'
import { sendSignal } from './executions/send-signal.ts'
import { startExecution } from './executions/start-execution.ts'
import { watchChanges } from './executions/watch-changes.ts'
import { watchExecution } from './executions/watch-execution.ts'
import { listLimits } from './limits/list-limits.ts'
import { listDeclarations } from './node-types/list-declarations.ts'
import { describe } from './system/describe.ts'
import { health } from './system/health.ts'
import { status } from './system/status.ts'
import { createCallerFactory, router } from './trpc.ts'
import { drainWorker } from './workers/drain-worker.ts'
import { listLoad } from './workers/list-load.ts'
import { listWorkers } from './workers/list-workers.ts'
import { undrainWorker } from './workers/undrain-worker.ts'
import { createFromExample } from './workflows/create-from-example.ts'
import { createWorkflow } from './workflows/create-workflow.ts'
import { deleteWorkflow } from './workflows/delete-workflow.ts'
import { duplicateWorkflow } from './workflows/duplicate-workflow.ts'
import { getVersion } from './workflows/get-version.ts'
import { getWorkflow } from './workflows/get-workflow.ts'
import { listExamples } from './workflows/list-examples.ts'
import { listVersions } from './workflows/list-versions.ts'
import { listWorkflows } from './workflows/list-workflows.ts'
import { publishWorkflow } from './workflows/publish-workflow.ts'
import { restoreVersion } from './workflows/restore-version.ts'
import { saveDraft } from './workflows/save-draft.ts'
import { validateWorkflow } from './workflows/validate-workflow.ts'

export const appRouter = router({
  system: router({ status, health, describe }),
  account: router({ me, createOwner }),
  nodeTypes: router({ list: listDeclarations }),
  workflows: router({
    list: listWorkflows,
    get: getWorkflow,
    getVersion,
    listVersions,
    create: createWorkflow,
    saveDraft,
    publish: publishWorkflow,
    duplicate: duplicateWorkflow,
    delete: deleteWorkflow,
    restoreVersion,
    validate: validateWorkflow,
    listExamples,
    createFromExample,
  }),
  executions: router({
    start: startExecution,
    list: listExecutions,
    get: getExecution,
    getReport: getExecutionReport,
    getNode,
    listChildren,
    listEvents,
    listLogs,
    watch: watchExecution,
    changes: watchChanges,
    cancel: cancelExecution,
    pause: pauseExecution,
    resume: resumeExecution,
    previewRetry,
    retry: retryExecution,
    cancelMany,
    pauseMany,
    resumeMany,
    retryMany,
    deleteMany,
    listCheckpoints,
    getCheckpoint,
    signal: sendSignal,
    explain: explainExecution,
    explainNode,
  }),
  approvals: router({ list: listApprovals, count: countApprovals, decide: decideApproval }),
  artifacts: router({ list: listArtifacts }),
  doctor: router({ begin: beginCheckup, last: getLastCheckup, listQuarantined, getQuarantined }),
  limits: router({ list: listLimits }),
  workers: router({ list: listWorkers, load: listLoad, drain: drainWorker, undrain: undrainWorker }),
  analytics: router({
    overview: getOverview,
    executionsByStatus: getExecutionsByStatus,
    durations: getDurations,
    successRate: getSuccessRate,
    throughput: getThroughput,
    failuresByNode: listFailingNodes,
    slowestNodes: listSlowestNodes,
  }),
})

export type AppRouter = typeof appRouter
export const createCaller = createCallerFactory(appRouter)
