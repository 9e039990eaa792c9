/** Terminals on real links to a real platform, each issuing one ticket after another; every terminal also receives everybody's events. */
import { io, type Socket } from 'socket.io-client';
import { percentiles } from './percentiles.ts';

export interface SocketLoad {
	clients: number;
	commandsPerSecond: number;
	p50Ms: number;
	p95Ms: number;
	p99Ms: number;
}

const queues = ['A', 'B', 'K', 'F', 'S'];

/**
 * `firstEpoch` keeps runs against one platform apart: each seat's numbers begin at 1. `perMessage` commands share a message, as when a station
 * hands in what it owes; durations are per message.
 */
export async function socketLoad(
	url: string,
	clients: number,
	ticketsEach: number,
	firstEpoch: number,
	perMessage = 1,
): Promise<SocketLoad> {
	const terminals = await Promise.all(Array.from({ length: clients }, (_, index) => seat(url, index, firstEpoch + index)));
	const durations: number[] = [];
	const began = performance.now();
	try {
		await Promise.all(
			terminals.map(async ({ socket, station, epoch }, index) => {
				for (let next = 1; next <= ticketsEach; next += perMessage) {
					const commands = Array.from({ length: perMessage }, (_, each) => {
						const visit = { queue: queues[(index + next + each) % queues.length], items: [], channel: 'no-card' };
						return { station, epoch, n: next + each, occurredAt: Date.now(), name: 'issue-ticket', body: { visit } };
					});
					const sent = performance.now();
					const answer = await socket.emitWithAck('commands', { commands });
					durations.push(performance.now() - sent);
					if (!answer.ok || answer.outcomes.some((each: { result: string }) => each.result !== 'accepted'))
						throw new Error(`issue failed: ${JSON.stringify(answer)}`);
				}
			}),
		);
	} finally {
		for (const { socket } of terminals) socket.close();
	}
	const seconds = (performance.now() - began) / 1_000;
	return { clients, commandsPerSecond: Math.round((durations.length * perMessage) / seconds), ...percentiles(durations) };
}

async function seat(url: string, index: number, number: number): Promise<{ socket: Socket; station: string; epoch: string }> {
	const socket = io(url, { transports: ['websocket'], forceNew: true });
	const station = `T${index + 1}`;
	const epoch = number.toString(16).padStart(16, '0');
	const answer = await socket.emitWithAck('hello', { protocol: 1, seats: [{ station, epoch }], holds: null });
	if (!answer.ok) throw new Error(`hello failed: ${JSON.stringify(answer)}`);
	return { socket, station, epoch };
}
