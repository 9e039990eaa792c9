/** What stations ask for when it is quiet: which version they are to have, the maker's manifest, and a package piece by piece. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { stationId } from '../../domain/contracts/identity.ts';
import { signedManifest, updateOffer } from '../../domain/contracts/updates.ts';
import type { UpdateShelf } from '../updates/update-shelf.ts';
import { documented } from './documented.ts';
import { sendError } from './errors.ts';

/** Of one answer: a station of a busy hall asks again. */
const pieceAtMost = 4 << 20;
const asked = z.object({ stations: z.string().max(2_000) });

export function serveUpdates(app: FastifyInstance, shelf: UpdateShelf): void {
	const offer = documented('The version that a machine with these seats is to have; null = it stays as it is', { 200: updateOffer });
	app.get('/api/updates/offer', { schema: offer }, async (request, reply) => {
		const query = asked.safeParse(request.query);
		const stations = query.success ? query.data.stations.split(',') : [];
		if (stations.length === 0 || !stations.every((one) => stationId.safeParse(one).success))
			return sendError(reply, 400, 'bad-stations', 'Name the seats of the machine, such as ?stations=T1,W02.');
		return { version: await shelf.versionFor(stations) };
	});
	app.get(
		'/api/updates/manifest',
		{ schema: documented("The maker's signed list of packages", { 200: signedManifest }) },
		async (_request, reply) => {
			const manifest = await shelf.manifest();
			if (manifest === null) return sendError(reply, 404, 'no-updates', 'No manifest of updates lies at this platform.');
			return reply.type('application/json; charset=utf-8').serializer(String).send(manifest);
		},
	);
	const piece = documented('Bytes of a package, at most four megabytes at once; asked for with Range: bytes=FROM-TO', { 206: z.unknown() });
	app.get('/api/updates/packages/:file', { schema: piece }, async (request, reply) => {
		const { file } = request.params as { file: string };
		const found = await shelf.package(file);
		if (!found) return sendError(reply, 404, 'no-such-package', 'The manifest names no such package, or it is not here in whole.');
		const [, first, last] = /^bytes=(\d{1,12})-(\d{1,12})$/.exec(String(request.headers.range ?? '')) ?? [];
		const from = Number(first ?? -1);
		const to = Math.min(Number(last ?? -1), found.bytes - 1, from + pieceAtMost - 1);
		if (from < 0 || to < from) {
			reply.header('content-range', `bytes */${found.bytes}`);
			return sendError(reply, 416, 'bad-range', `Ask for bytes within 0-${found.bytes - 1}.`);
		}
		reply.code(206).headers({
			'content-type': 'application/octet-stream',
			'content-range': `bytes ${from}-${to}/${found.bytes}`,
			'content-length': String(to - from + 1),
			'cache-control': 'no-store',
		});
		return reply.send(found.read(from, to));
	});
}
