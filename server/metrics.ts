import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Counters of the process and of procedures: names and durations, never a person. */
export interface Metrics {
  /** Starts a timer for a procedure; call the answer with how it ended. */
  startProcedure(path: string): (outcome: 'ok' | 'error' | 'too-many') => void;
  /** A line (ssh, websocket, request) that was cut because of an error nobody caught. */
  lineFailed(line: string): void;
  /** A scheduled job ended as it should. */
  jobDone(name: string): void;
  /** One thing of the house was looked at (steps/house/read-health.ts). */
  healthSeen(check: string, ok: boolean): void;
  /** Prometheus text. */
  text(): Promise<string>;
}

export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'plateau_procedure_seconds',
    help: 'Duration of tRPC procedures, in seconds',
    labelNames: ['path', 'outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'plateau_line_failures_total',
    help: 'Lines cut because of an uncaught error',
    labelNames: ['line'],
    registers: [registry],
  });
  const jobs = new Gauge({
    name: 'plateau_job_last_success_timestamp_seconds',
    help: 'When each scheduled job last ended as it should, in seconds since the epoch',
    labelNames: ['name'],
    registers: [registry],
  });
  const health = new Gauge({
    name: 'plateau_health',
    help: 'One thing of the house, looked at each minute: 1 good, 0 not',
    labelNames: ['check'],
    registers: [registry],
  });
  return {
    jobDone: (name) => jobs.setToCurrentTime({ name }),
    healthSeen: (check, ok) => health.set({ check }, ok ? 1 : 0),
    lineFailed: (line) => failures.inc({ line }),
    startProcedure: (path) => {
      const stop = durations.startTimer({ path });
      return (outcome) => void stop({ outcome });
    },
    text: () => registry.metrics(),
  };
}
