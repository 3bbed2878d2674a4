/** What became of a request that failed, in words for the agent. */
export interface Problem {
  readonly code: string;
  /** `kind` of the AppError; `unavailable` for everything that is not one (no line, server down). */
  readonly kind: string;
  readonly message: string;
  readonly hint: string;
}
