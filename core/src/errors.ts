/**
 * The error catalogue: every expected refusal has a code here, a kind that maps once to HTTP and tRPC, and a
 * message that says what happened and what to do. `docs/errors.md` lists the same codes; a test holds both equal.
 */

export type ErrorKind =
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'precondition'
  | 'unauthenticated'
  | 'forbidden'
  | 'limit'
  | 'unavailable'
  | 'bug'

/** Details that each error carries, typed by its code. */
export interface ErrorDetails {
  WORKFLOW_NOT_FOUND: { workflowId: string }
  WORKFLOW_VERSION_NOT_FOUND: { workflowId: string; version: number | null }
  WORKFLOW_NOT_PUBLISHED: { workflowId: string }
  WORKFLOW_INVALID: { problems: readonly unknown[] }
  WORKFLOW_CONFLICT: { currentRevision: number; [more: string]: unknown }
  WORKFLOW_VERSION_CONFLICT: { currentVersion: number | null }
  WORKFLOW_BUSY: { liveExecutions: number }
  IF_MATCH_REQUIRED: { currentVersion: number | null }
  EXECUTION_NOT_FOUND: { executionId: string }
  EXECUTION_STATUS: { executionId: string; status: string; action: string }
  NODE_NOT_FOUND: { nodeId: string }
  WORKER_NOT_FOUND: { workerId: string }
  WORKER_STOPPED: { workerId: string }
  SIGNALS_WAITING: {
    executionId: string
    waiting: number
    most: number
    waitingBytes: number
    mostBytes: number
  }
  APPROVAL_NOT_FOUND: { approvalId: string }
  APPROVAL_DECIDED: { approvalId: string; status: string; by: string | null; at: string | null }
  ANSWER_INVALID: { problems: readonly { path: string; message: string }[] }
  ARTIFACT_NOT_FOUND: { artifactId: string }
  EXAMPLE_NOT_FOUND: { exampleId: string }
  INPUT_INVALID: { problems: readonly { path: string; message: string }[] }
  REQUEST_INVALID: { problems: readonly { path: string; message: string }[] }
  BODY_TOO_LARGE: { limitBytes: number }
  VALUE_TOO_LARGE: { what: string; limitBytes: number }
  UNSUPPORTED_MEDIA_TYPE: { expected: string }
  RANGE_NOT_SATISFIABLE: { sizeBytes: number }
  ROUTE_NOT_FOUND: { path: string }
  UNAUTHENTICATED: Record<string, never>
  FORBIDDEN: { reason: string }
  ALREADY_INITIALISED: Record<string, never>
  TOO_MANY_REQUESTS: { retryAfterSeconds: number }
  DATABASE_UNAVAILABLE: { reason: string }
  STORAGE_UNAVAILABLE: { reason: string }
  SHUTTING_DOWN: Record<string, never>
  SERVER_UNAVAILABLE: Record<string, never>
  SERVER_LOST: Record<string, never>
  MIGRATION_CHANGED: { migration: string }
  STATE_CONFLICT: { executionId: string; tries: number }
  STATE_INVALID: { executionId: string; findings: readonly unknown[] }
  STATE_UNRECOVERABLE: { executionId: string; reason: string }
  DOCTOR_BUSY: { runId: string | null }
  QUARANTINE_NOT_FOUND: { quarantineId: string }
  CHECKPOINT_NOT_FOUND: { executionId: string; seq: number }
  INTERNAL: Record<string, never>
}

export type ErrorCode = keyof ErrorDetails

interface CatalogueEntry {
  readonly kind: ErrorKind
  readonly message: string
}

export const errorCatalogue: Record<ErrorCode, CatalogueEntry> = {
  WORKFLOW_NOT_FOUND: { kind: 'not-found', message: 'No workflow has this id. Look it up in the list.' },
  WORKFLOW_VERSION_NOT_FOUND: { kind: 'not-found', message: 'The workflow has no such version.' },
  WORKFLOW_NOT_PUBLISHED: {
    kind: 'conflict',
    message: 'The workflow has no published version. Publish it, then run it.',
  },
  WORKFLOW_INVALID: { kind: 'invalid', message: 'The workflow has problems. Mend each one, then publish.' },
  WORKFLOW_CONFLICT: {
    kind: 'conflict',
    message: 'Somebody saved this workflow since you opened it. Compare, then save again.',
  },
  WORKFLOW_VERSION_CONFLICT: {
    kind: 'conflict',
    message: 'If-Match does not name the current version. Read it, merge, then try again.',
  },
  WORKFLOW_BUSY: {
    kind: 'conflict',
    message: 'Runs of this workflow are live. Cancel them or wait, or delete with cancel=true.',
  },
  IF_MATCH_REQUIRED: {
    kind: 'precondition',
    message: 'Send If-Match with the version that your change is based on.',
  },
  EXECUTION_NOT_FOUND: { kind: 'not-found', message: 'No execution has this id.' },
  EXECUTION_STATUS: { kind: 'conflict', message: 'The status of the execution does not allow this.' },
  NODE_NOT_FOUND: { kind: 'not-found', message: 'The execution has no node with this id.' },
  WORKER_NOT_FOUND: { kind: 'not-found', message: 'No worker has this id. Look it up in the list.' },
  WORKER_STOPPED: { kind: 'conflict', message: 'This worker has stopped. It takes no orders any more.' },
  SIGNALS_WAITING: {
    kind: 'limit',
    message:
      'Too many signals wait in this run. Send more once nodes have taken some, or raise HEDDLE_WAITING_SIGNALS or HEDDLE_MAX_SIGNALS.',
  },
  APPROVAL_NOT_FOUND: { kind: 'not-found', message: 'No approval has this id. Look it up in the list.' },
  APPROVAL_DECIDED: { kind: 'conflict', message: 'This is decided already. The first decision counts.' },
  ANSWER_INVALID: { kind: 'invalid', message: 'The answer does not fit the form.' },
  ARTIFACT_NOT_FOUND: { kind: 'not-found', message: 'No artifact has this id.' },
  EXAMPLE_NOT_FOUND: { kind: 'not-found', message: 'No example has this id.' },
  INPUT_INVALID: { kind: 'invalid', message: 'The input does not fit the input schema of the workflow.' },
  REQUEST_INVALID: { kind: 'invalid', message: 'The request is not well formed.' },
  BODY_TOO_LARGE: { kind: 'limit', message: 'The body is larger than the limit.' },
  VALUE_TOO_LARGE: { kind: 'limit', message: 'A value is larger than its limit.' },
  UNSUPPORTED_MEDIA_TYPE: { kind: 'invalid', message: 'The media type of the body is not supported.' },
  RANGE_NOT_SATISFIABLE: { kind: 'invalid', message: 'The range lies outside the content.' },
  ROUTE_NOT_FOUND: {
    kind: 'not-found',
    message: 'Nothing answers at this address. The reference is at /docs.',
  },
  UNAUTHENTICATED: {
    kind: 'unauthenticated',
    message: 'Sign in, or send a valid API key as Authorization: Bearer.',
  },
  FORBIDDEN: { kind: 'forbidden', message: 'This is not allowed.' },
  ALREADY_INITIALISED: { kind: 'conflict', message: 'The owner account exists already. Sign in with it.' },
  TOO_MANY_REQUESTS: { kind: 'limit', message: 'Too many requests. Wait, then try again.' },
  DATABASE_UNAVAILABLE: {
    kind: 'unavailable',
    message: 'The database does not answer. Nothing is lost; try again in a few seconds.',
  },
  STORAGE_UNAVAILABLE: {
    kind: 'unavailable',
    message: 'The storage of artifacts does not answer. Try again in a few seconds.',
  },
  SHUTTING_DOWN: { kind: 'unavailable', message: 'The server is stopping. Try again in a few seconds.' },
  SERVER_UNAVAILABLE: { kind: 'unavailable', message: 'No server can be reached. Try again in a moment.' },
  SERVER_LOST: {
    kind: 'unavailable',
    message: 'The server was lost before it answered. Look whether the request took effect, then repeat it.',
  },
  MIGRATION_CHANGED: {
    kind: 'conflict',
    message: 'A migration that was applied has changed since. Restore the file as it was applied.',
  },
  STATE_CONFLICT: { kind: 'conflict', message: 'The execution changed too often at once. Try again.' },
  STATE_INVALID: {
    kind: 'conflict',
    message: 'What is stored of the execution contradicts itself. An administrator can have it repaired.',
  },
  STATE_UNRECOVERABLE: {
    kind: 'bug',
    message: 'The execution could not be repaired. Its state was left as it was found.',
  },
  DOCTOR_BUSY: { kind: 'conflict', message: 'A check of all executions is under way. Wait for its end.' },
  QUARANTINE_NOT_FOUND: { kind: 'not-found', message: 'Nothing in quarantine has this id.' },
  CHECKPOINT_NOT_FOUND: { kind: 'not-found', message: 'The execution has no checkpoint of this number.' },
  INTERNAL: { kind: 'bug', message: 'Something went wrong inside Heddle. The log has the request id.' },
}

/** A refusal that callers expect: a code of the catalogue with typed details. */
export class DomainError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly kind: ErrorKind
  readonly details: ErrorDetails[C]

  constructor(code: C, details: ErrorDetails[C], options?: { cause?: unknown; message?: string }) {
    super(options?.message ?? errorCatalogue[code].message, { cause: options?.cause })
    this.name = 'DomainError'
    this.code = code
    this.kind = errorCatalogue[code].kind
    this.details = details
  }
}

/** Something is wrong with the state of one execution; others are not concerned. */
export class StateError<C extends ErrorCode = ErrorCode> extends DomainError<C> {}

/** An execution changed between decision and commit more often than the engine is willing to decide again. */
export class ConcurrentModificationError extends StateError<'STATE_CONFLICT'> {
  constructor(executionId: string, tries: number) {
    super('STATE_CONFLICT', { executionId, tries })
    this.name = 'ConcurrentModificationError'
  }
}

/** What is stored of an execution cannot be true. `details.findings` says what and why. */
export class StateValidationError extends StateError<'STATE_INVALID'> {
  constructor(executionId: string, findings: readonly unknown[]) {
    super('STATE_INVALID', { executionId, findings })
    this.name = 'StateValidationError'
  }
}

/** A repair came to nothing and was rolled back. */
export class StateRecoveryError extends StateError<'STATE_UNRECOVERABLE'> {
  constructor(executionId: string, reason: string, options?: { cause?: unknown }) {
    super('STATE_UNRECOVERABLE', { executionId, reason }, options)
    this.name = 'StateRecoveryError'
  }
}
