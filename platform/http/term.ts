/** `GET /api/term`: what this platform is in the hall, for other platforms, stations and technicians. */
import type { FastifyInstance } from 'fastify';
import { type TermReport, termReport } from '../../domain/contracts/term.ts';
import { documented } from './documented.ts';

export function serveTerm(app: FastifyInstance, report: () => TermReport): void {
	app.get(
		'/api/term',
		{ schema: documented('Which part this platform has, and the highest term of office it has heard of', { 200: termReport }) },
		(_request, reply) => reply.header('cache-control', 'no-store').send(report()),
	);
}
