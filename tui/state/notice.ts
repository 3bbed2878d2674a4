export type NoticeTone = 'info' | 'refusal' | 'success' | 'alert';

/** One line at the bottom of the screen. `serial` tells the wake-up that ends it from a later notice. */
export interface Notice {
  readonly serial: number;
  /** `{id}` stands for the key of that action, as this person chose it: named where it is drawn. */
  readonly text: string;
  readonly tone: NoticeTone;
  /** A key raised it: the next key that is accepted clears it, since its cause is past. */
  readonly byKey?: true;
}
