/** One file or folder that only the service's account may read. */
export interface PathFacts {
  /** `données`, `trousseau`, `sauvegardes`, or the variable that names a secret file. */
  readonly place: string;
  /** Relative to the place; '' for the place itself. */
  readonly name: string;
  readonly kind: 'folder' | 'file' | 'link' | 'absent';
  /** Permission bits; 0 for what is absent. */
  readonly mode: number;
  readonly uid: number;
}

/** What a swap device does with what it is given: `plain` writes memory to a disk that anybody who takes it can read. */
export type SwapKind = 'plain' | 'encrypted' | 'memory';

/** Installed packages against the lock file; names only. */
export interface PackageFacts {
  readonly compared: number;
  readonly missing: readonly string[];
  /** Another version, or another archive, than the lock file names. */
  readonly different: readonly string[];
}

/** What can be read of the machine without changing anything; null where it cannot be read. */
export interface MachineFacts {
  readonly uid: number;
  readonly paths: readonly PathFacts[];
  /** True when the walk stopped before the end of a folder of many files. */
  readonly pathsCut: boolean;
  readonly swaps: readonly SwapKind[] | null;
  /** Bytes of the soft limit of core files, as the kernel writes it: `0`, `unlimited`… */
  readonly coreLimit: string | null;
  readonly corePattern: string | null;
  /** Names of variables of the environment that seem to hold a secret; never their values. */
  readonly secretVariables: readonly string[];
  readonly isTimeSynchronised: boolean | null;
  readonly packages: PackageFacts | null;
}
