/**
 * One thing that every adapter of a port must do. A case rejects when the adapter does not do it. Cases are independent: each is
 * given a subject of its own, and may be run alone and in any order.
 */
export interface ContractCase<Subject, Capability extends string = never> {
  /** Unique in its suite and stable: self-tests and people refer to a case by it. */
  readonly name: string;
  /** Present when the case is for those adapters only that declare this capability. */
  readonly capability?: Capability;
  run(subject: Subject): Promise<void>;
}

/** Everything that adapters of one port must do. */
export interface ContractSuite<Subject, Capability extends string = never> {
  readonly name: string;
  readonly cases: readonly ContractCase<Subject, Capability>[];
}

/**
 * The cases that an adapter of these capabilities must pass: those for everybody, and those for a capability that it declares. There
 * is no way to leave out anything else.
 */
export function applicableCases<Subject, Capability extends string>(
  suite: ContractSuite<Subject, Capability>,
  capabilities: readonly Capability[],
): readonly ContractCase<Subject, Capability>[] {
  return suite.cases.filter(
    ({ capability }) => capability === undefined || capabilities.includes(capability),
  );
}
