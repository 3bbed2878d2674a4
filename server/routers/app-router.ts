import { router } from '../procedures/trpc.ts';
import { accessRouter } from './access.ts';
import { agentAidsRouter } from './agent-aids.ts';
import { agentMessagesRouter } from './agent-messages.ts';
import { agentRecordsRouter } from './agent-records.ts';
import { agreementsRouter } from './agreements.ts';
import { approvalsRouter } from './approvals.ts';
import { backupsRouter } from './backups.ts';
import { callsRouter } from './calls.ts';
import { correctionsRouter } from './corrections.ts';
import { custodyRouter } from './custody.ts';
import { deliveriesRouter } from './deliveries.ts';
import { emailsRouter } from './emails.ts';
import { lineRouter } from './line/line-board.ts';
import { lineDeskRouter } from './line/line-desk.ts';
import { lineSeatRouter } from './line/line-seat.ts';
import { pledgesRouter } from './line/pledges.ts';
import { seatsRouter } from './line/seats.ts';
import { tonightRouter } from './line/tonight.ts';
import { listsRouter } from './lists.ts';
import { observeRouter } from './observe.ts';
import { operationsRouter } from './operations.ts';
import { papersRouter } from './papers.ts';
import { agendaRouter } from './people/agenda.ts';
import { groupsRouter } from './people/groups.ts';
import { itemsRouter, ownItemsRouter } from './people/items.ts';
import { libraryRouter } from './people/library.ts';
import { newslettersRouter, ownLettersRouter } from './people/newsletters.ts';
import { ownAgendaRouter } from './people/own-agenda.ts';
import { ownLibraryRouter } from './people/own-library.ts';
import { ownMessagesRouter } from './people/own-messages.ts';
import { ownPollsRouter } from './people/own-polls.ts';
import { peopleRouter } from './people/people.ts';
import { tagsRouter } from './people/tags.ts';
import { webDoorRouter } from './people/web-door.ts';
import { personsRouter } from './persons.ts';
import { privacyRouter } from './privacy.ts';
import { profilesRouter } from './profiles.ts';
import { qualityRouter } from './quality.ts';
import { reviewRouter } from './review.ts';
import { scriptsRouter } from './scripts.ts';
import { serversRouter } from './servers.ts';
import { sessionRouter } from './session.ts';
import { staffRouter } from './staff.ts';
import { teamRouter } from './team.ts';
import { trainingRouter } from './training.ts';

export const appRouter = router({
  session: sessionRouter,
  calls: callsRouter,
  agentRecords: agentRecordsRouter,
  agentMessages: agentMessagesRouter,
  agentAids: agentAidsRouter,
  training: trainingRouter,
  staff: staffRouter,
  team: teamRouter,
  operations: operationsRouter,
  line: lineRouter,
  lists: listsRouter,
  pledges: pledgesRouter,
  deliveries: deliveriesRouter,
  emails: emailsRouter,
  corrections: correctionsRouter,
  agreements: agreementsRouter,
  privacy: privacyRouter,
  custody: custodyRouter,
  papers: papersRouter,
  persons: personsRouter,
  people: peopleRouter,
  groups: groupsRouter,
  tags: tagsRouter,
  agenda: agendaRouter,
  library: libraryRouter,
  ownAgenda: ownAgendaRouter,
  ownMessages: ownMessagesRouter,
  items: itemsRouter,
  ownItems: ownItemsRouter,
  ownPolls: ownPollsRouter,
  ownLibrary: ownLibraryRouter,
  newsletters: newslettersRouter,
  ownLetters: ownLettersRouter,
  backups: backupsRouter,
  servers: serversRouter,
  access: accessRouter,
  seats: seatsRouter,
  tonight: tonightRouter,
  lineSeat: lineSeatRouter,
  lineDesk: lineDeskRouter,
  quality: qualityRouter,
  review: reviewRouter,
  scripts: scriptsRouter,
  profiles: profilesRouter,
  approvals: approvalsRouter,
  observe: observeRouter,
  webDoor: webDoorRouter,
});

/** The one type that the workstation and the commands see of the server. */
export type AppRouter = typeof appRouter;
