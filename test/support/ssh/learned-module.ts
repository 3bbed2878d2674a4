import { PRACTICE } from '../../../tui/words/french-practice.ts';
import type { SshStory } from './ssh-story.ts';

/** Learns the first module of the practice by its keys, and leaves the second one for later. */
export async function learnFirstModule(story: SshStory, rights: readonly number[]): Promise<void> {
  await story.see('Module 1 sur 2');
  story.does('go-on', 'lesson');
  for (const [at, right] of rights.entries()) {
    await story.see(`Question ${at + 1} sur ${rights.length}`);
    story.presses(String(right), 'enter');
    await story.see(PRACTICE.module.right);
    story.does('go-on', 'lesson');
  }
  await story.see(PRACTICE.module.passed);
  story.does('go-on', 'lesson');
  await story.see('Module 2 sur 2');
  story.presses('escape');
}
