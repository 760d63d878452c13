/**
 * What the product knows about a node type without running it. The server builds these from its node
 * folders, the browser gets them from the API; validation takes them as an argument, so a new node type
 * needs no change here or in the editor.
 */

/** A JSON Schema (draft 2020-12) as plain JSON. Properties may carry the `x-heddle` hints below. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** Hints for the form, under the key `x-heddle` of a parameter's schema. */
export interface ParameterHints {
  /** Draw a code field in this language instead of a text field. */
  readonly code?: 'shell' | 'javascript' | 'jsonata' | 'json' | 'text'
  /** False where `{{ }}` is not evaluated: the parameter is itself code. Default true. */
  readonly templated?: boolean
  /** What its pattern asks for, in words: `1 to 64 letters`. */
  readonly expects?: string
  /** The value is itself a JSON Schema, checked as one while it is written. */
  readonly jsonSchema?: true
  /** The value is a graph: nodes and edges that run by themselves, checked as a document's are. */
  readonly graph?: true
  /** The value names a workflow, by its id or its name: editors offer those there are. */
  readonly names?: 'workflow'
  readonly placeholder?: string
  /** Unit shown at the right edge of the field, such as `ms`. */
  readonly unit?: string
}

/** A parameter that names ports: by its own text, or by a key of each item of its list. */
export interface PortSource {
  readonly param: string
  readonly each?: string
  /** Where the parameter is absent. */
  readonly default?: string
}

export interface NodeTypeDeclaration {
  readonly type: string
  /** Raised when the same parameters may give another result; 1 where nothing is said. */
  readonly version?: number
  readonly label: string
  /** Palette group, such as `Run code`, `Data`, `Flow`, `Wait`. */
  readonly group: string
  /** Name of an icon in the icon set, such as `square-terminal`. */
  readonly icon: string
  readonly summary: string
  /** Markdown. */
  readonly docs: string
  /** Ports that an edge may leave, besides `failure`, which every type has. The first is the default one. */
  readonly ports: readonly string[]
  /** Further ports, named by the node's parameters. */
  readonly portsFrom?: readonly PortSource[]
  /** JSON Schema of the parameters, an object schema. */
  readonly params: JsonSchema
  /** Card's second line: `{param}` is replaced by the parameter's value. */
  readonly detail?: string
}

/** Declarations by type name. */
export type NodeTypeRegistry = ReadonlyMap<string, NodeTypeDeclaration>
