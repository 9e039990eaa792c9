/** The terminal with what its desks answer: own matters by card, and a booking that is refused. */
import { act, fireEvent, screen } from '@testing-library/react';
import type { Bridge } from '../../../domain/contracts/bridge.ts';
import type { CardEvent } from '../../../domain/contracts/device.ts';
import { type BookingProblemCode, bookingProblems } from '../../../domain/contracts/reservations.ts';
import { Terminal } from '../../../renderer/terminal/terminal.tsx';
import type { demoHall } from '../../window/look/story.ts';

const listeners = new Set<(event: CardEvent) => void>();
const silent = () => () => {};

/** A machine with a reader that works; how the next card is laid is `layCard`. */
function quietMachine(book: unknown): Bridge {
	return {
		...{ onHealth: silent, onDevices: silent, onCode: silent, onDisk: silent, onBench: silent, onApplications: silent },
		...{ catalogue: async () => book, disk: async () => 'well', applications: async () => ({ do: 'refused', code: 'not-offered' }) },
		health: async () => [{ device: 'T2-reader', deviceKind: 'id-reader', state: 'ready', code: 'ok' }],
		trigger: async () => ({ ok: true, proof: 'none', code: 'ok', facts: {} }),
		onCard(listener: (event: CardEvent) => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	} as unknown as Bridge;
}

export function TerminalOf({ hall }: { hall: ReturnType<typeof demoHall> }) {
	const station = hall.plan.stations.find(({ id }) => id === 'T2')!;
	window.tidehall ??= quietMachine(hall.book);
	return <Terminal plan={hall.plan} catalogue={hall.catalogue} devices={hall.devices} station={station} />;
}

const card = {
	...{ kind: 'resident', name: '赵示范', sexCode: '1', sex: '男', birthDate: '19600220', idNumber: '110101196002200052' },
	...{ address: '样本市东城区样本街9号', validFrom: '20200101', validTo: '20390301', warnings: [] },
};

export const press = (name: RegExp) =>
	act(async () => {
		fireEvent.click(screen.getAllByRole('button', { name })[0]!);
	});
export const layCard = () =>
	act(async () => {
		for (const listener of [...listeners]) listener({ type: 'card-read', device: 'T2-reader', card, readAt: 0 } as unknown as CardEvent);
	});

/** Every sentence in which a refusal of a booking names something, with the names of what it says. */
export function namingRefusals(wording: ReturnType<typeof demoHall>['wording']): { code: BookingProblemCode; names: string[] }[] {
	const told = wording['zh-CN']?.reservations?.problems as Record<string, { text: string }>;
	return (Object.keys(bookingProblems) as BookingProblemCode[]).flatMap((code) => {
		const names = [...(told[code]?.text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
		return names.length > 0 ? [{ code, names }] : [];
	});
}
