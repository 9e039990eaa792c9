/** Pages that show answers of desks, each as it is drawn for whoever may see it. */
import type { ReactNode } from 'react';
import type { CatalogueBook } from '../../../domain/contracts/catalogue-book.ts';
import type { SetUpBridge } from '../../../domain/contracts/set-up.ts';
import type { StaffRole } from '../../../domain/contracts/staff-roles.ts';
import type { HallDay } from '../../../domain/contracts/state.ts';
import type { EngineClient } from '../../../renderer/engine/contract.ts';
import { AlarmsCard } from '../../../renderer/manager/alarms/alarms-card.tsx';
import { AuditPage } from '../../../renderer/manager/audit/audit-page.tsx';
import { DeadlinesCard } from '../../../renderer/manager/deadlines-card.tsx';
import { EnrolmentPage } from '../../../renderer/manager/enrolment/enrolment-page.tsx';
import HistoryArea from '../../../renderer/manager/history/history-area.tsx';
import { QuarantineCard } from '../../../renderer/manager/quarantine/quarantine-card.tsx';
import { ReconciliationPage } from '../../../renderer/manager/reconciliation/reconciliation-page.tsx';
import { RemoteDevices } from '../../../renderer/manager/remote-devices.tsx';
import { ReviewsPage } from '../../../renderer/manager/reviews/reviews-page.tsx';
import { OwnAccountCard } from '../../../renderer/manager/staff/own-account-card.tsx';
import { StaffPage } from '../../../renderer/manager/staff/staff-page.tsx';
import { WeekPage } from '../../../renderer/manager/tide/week-page.tsx';
import { SetUpFace } from '../../../renderer/set-up/set-up-face.tsx';
import SetSecondForm from '../../../renderer/staff/set-second-form.tsx';
import { SignIn } from '../../../renderer/staff/sign-in.tsx';
import { CasesPage } from '../../../renderer/window/cases/cases-page.tsx';
import { FormPanel } from '../../../renderer/window/cases/form-panel.tsx';
import { useApplication } from '../../../renderer/window/cases/use-application.ts';
import type { demoHall } from '../../window/look/story.ts';
import { DeviceTests, Handed, PastHall, People, Table } from './behind.tsx';
import { stepThrough } from './crawl.ts';
import { layCard, namingRefusals, press, TerminalOf } from './terminal-pages.tsx';

export interface Around {
	hall: ReturnType<typeof demoHall>;
	state: HallDay;
	/** The key of a second step, as the platform says it. */
	key: { secret: string; address: string };
	now: number;
	/** A machine at its first start. */
	machine: SetUpBridge;
}
export interface Looked {
	role: StaffRole;
	/** Buttons pressed at most. */
	most: number;
	/** Answers, one after another, whose rows and choices are others each, every other one in English; absent = one. */
	turns?: number;
	/** What is answered otherwise than by the schema alone; `text`: what would act, for this place. */
	answers?(text: (place: string) => string, turn: number, hall: Around['hall']): Partial<EngineClient>;
	/** Its steps are pressed by their words. */
	chinese?: true;
	/** Steps before anything else is pressed. */
	walk?(look: () => void): Promise<void>;
	page(around: Around): ReactNode;
}

const seat = { station: 'W02', window: 'W02', staff: '0307' };
const today = '2026-11-16';

export const pages: Record<string, Looked> = {
	audit: { role: 'audit', most: 3, page: ({ hall }) => <AuditPage station="M1" plan={hall.plan} today={today} /> },
	staff: {
		role: 'security',
		most: 6,
		page: ({ hall }) => <StaffPage station="M1" plan={hall.plan} roles={['security']} own="9001" />,
	},
	account: { role: 'audit', most: 3, turns: 2, page: () => <OwnAccountCard station="M1" onClose={null} /> },
	machines: { role: 'security', most: 5, page: ({ hall }) => <EnrolmentPage station="M1" plan={hall.plan} /> },
	alarms: { role: 'system', most: 2, page: ({ hall }) => <AlarmsCard station="M1" plan={hall.plan} always /> },
	reviews: { role: 'manager', most: 8, page: ({ hall }) => <ReviewsPage station="M1" plan={hall.plan} /> },
	reconciliation: { role: 'manager', most: 10, page: ({ hall }) => <ReconciliationPage station="M1" plan={hall.plan} today={today} /> },
	history: { role: 'manager', most: 12, page: ({ hall }) => <HistoryArea station="M1" plan={hall.plan} today={today} /> },
	week: { role: 'manager', most: 3, page: ({ hall }) => <WeekPage station="M1" plan={hall.plan} today={today} /> },
	quarantine: { role: 'manager', most: 1, page: ({ hall }) => <QuarantineCard station="M1" plan={hall.plan} /> },
	devices: { role: 'system', most: 10, page: () => <RemoteDevices seat="M1" station="T1" back={() => {}} /> },
	deadlines: { role: 'manager', most: 0, page: () => <DeadlinesCard station="M1" link="up" /> },
	cases: {
		role: 'window',
		most: 6,
		page: ({ hall, state, now }) => (
			<CasesPage seat={seat} plan={hall.plan} catalogue={hall.catalogue} devices={[]} state={state} now={now} onClose={() => {}} />
		),
	},
	form: { role: 'window', most: 5, turns: 4, page: ({ hall }) => <Form book={hall.book} /> },
	'sign-in': { role: 'window', most: 8, page: () => <SignIn station="W02" title="" onSignedIn={() => {}} /> },
	'second step': {
		role: 'window',
		most: 3,
		page: ({ key }) => <SetSecondForm station="W02" staff="0307" pin="031207" secret={key} onSet={() => {}} onAway={() => {}} />,
	},
	'what was handed in': { role: 'window', most: 1, page: () => <Handed /> },
	'one person after another': { role: 'security', most: 0, page: ({ hall }) => <People plan={hall.plan} /> },
	'a table of staff': { role: 'security', most: 3, page: () => <Table /> },
	'a past day tried otherwise': { role: 'manager', most: 10, turns: 2, page: ({ hall }) => <PastHall plan={hall.plan} /> },
	'tests of a device': { role: 'system', most: 1, turns: 2, page: () => <DeviceTests /> },
	'own matters at the terminal': {
		role: 'window',
		most: 0,
		chinese: true,
		page: ({ hall }) => <TerminalOf hall={hall} />,
		async walk() {
			await press(/^我的办件到哪了/);
			await layCard();
		},
	},
	'a booking refused at the terminal': {
		role: 'window',
		most: 0,
		turns: 3,
		chinese: true,
		answers(text, turn, hall) {
			const all = namingRefusals(hall.wording);
			const { code, names } = all[turn % all.length]!;
			const params = Object.fromEntries(names.map((name) => [name, text('terminalBookingAnswer.params.*')]));
			return { booking: async () => ({ ok: false, code, params }) };
		},
		page: ({ hall }) => <TerminalOf hall={hall} />,
		async walk() {
			await press(/^预约、改约/);
			await press(/^看我的预约/);
			await layCard();
		},
	},
	'a first start': {
		role: 'system',
		most: 2,
		turns: 2,
		page: ({ machine }) => <SetUpFace machine={machine} />,
		walk: (look) => stepThrough('footer [data-primary]', 6, look),
	},
};

function Form({ book }: { book: CatalogueBook | null }) {
	const look = useApplication('W02', 'a'.repeat(32), true);
	return <FormPanel look={look} book={book} onClose={() => {}} />;
}
