import type { Instruction } from '../../domain/papers/instruction.ts';

export interface InstructionReader {
  /** Oldest first. */
  ofCampaign(campaign: string): Promise<readonly Instruction[]>;
}

export interface InstructionWriter extends InstructionReader {
  add(row: Instruction): Promise<void>;
}
