/** The HTTP side of the platform: health, metrics, API text, configuration and figures, and the browser faces. */
import fastifySwagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { stationConfig } from '../../domain/contracts/bridge.ts';
import { guardConnections, guardRequests } from '../flood/guard-http.ts';
import { hallKeysAnswer } from '../people/peer-hall-keys.ts';
import { serveNotice } from '../phone/notice-page.ts';
import { servePhone } from '../phone/serve-phone.ts';
import { listenerOptions } from '../tls/listener-options.ts';
import { serveApplications } from './applications.ts';
import { auditRoutes } from './audit-routes.ts';
import { serveCases } from './cases.ts';
import { serveCatalogue } from './catalogue.ts';
import { serveConfiguration } from './configuration.ts';
import { serveDailyFigures } from './daily-figures.ts';
import { documented } from './documented.ts';
import { serveDocuments } from './documents.ts';
import { serveEnrolment } from './enrolment.ts';
import { answerBadAddress, answerBadLine, answerErrors } from './errors.ts';
import { protectPages, serveFaces } from './faces.ts';
import { serveFigures } from './figures.ts';
import { guardRoutes } from './guard-routes.ts';
import { serveHallAuthority } from './hall-authority.ts';
import type { HallPages } from './hall-pages.ts';
import { serveHealth } from './health.ts';
import { serveHealthPage } from './health-page.ts';
import { servePeerCertificate } from './peer-certificate.ts';
import { servePeers } from './peers.ts';
import { serveReconciliation } from './reconciliation.ts';
import { serveReminders } from './reminders.ts';
import { serveReservations } from './reservations.ts';
import { serveTerm } from './term.ts';
import { serveUpdates } from './updates.ts';

export async function makeHttp(pages: HallPages): Promise<FastifyInstance> {
	const options = {
		logger: false,
		bodyLimit: 64 * 1024,
		forceCloseConnections: true,
		frameworkErrors: answerBadAddress,
		clientErrorHandler: answerBadLine,
	} as const;
	// The same server to everything above it, whichever way its words go over the line.
	const app: FastifyInstance = pages.tls
		? (Fastify({ ...options, https: listenerOptions(pages.tls.shown()) }) as unknown as FastifyInstance)
		: Fastify(options);
	// The zod schemas decide at the routes; their JSON form in `schema` is for the API text alone.
	app.setValidatorCompiler(() => () => true);
	app.setSerializerCompiler(() => (value) => (value instanceof Ready ? value.text : JSON.stringify(value)));
	guardRoutes(app, pages.whoMay ?? (() => null), pages.signedIn ?? (() => false));
	answerErrors(app, pages.log);
	if (pages.flood) {
		guardConnections(app.server, pages.flood);
		guardRequests(app, pages.flood);
	}
	protectPages(app);
	if (pages.audited) auditRoutes(app, pages.audited);
	await app.register(fastifySwagger, {
		openapi: {
			openapi: '3.1.0',
			info: { title: 'Tidehall platform', version: pages.version },
			components: {
				securitySchemes: {
					frontEnd: { type: 'http', scheme: 'bearer', description: 'Token of the booking front end' },
					station: {
						type: 'apiKey',
						in: 'header',
						name: 'Authorization',
						description: 'Tidehall-Station, station, key id and the Ed25519 signature of the request by that key',
					},
					peers: { type: 'http', scheme: 'bearer', description: "Token of the hall's platforms" },
					staff: {
						type: 'http',
						scheme: 'bearer',
						description: 'Session of a member of staff who is signed in at a window or a manager’s station',
					},
					figuresReader: { type: 'http', scheme: 'bearer', description: 'Token of a program that reads figures' },
					reminderGateway: { type: 'http', scheme: 'bearer', description: 'Token of the gateway for reminders' },
					manager: { type: 'http', scheme: 'bearer', description: 'Session of a manager who is signed in at a station' },
				},
			},
		},
	});

	if (pages.uploads) await serveApplications(app, pages, pages.uploads);
	if (pages.cases) serveCases(app, pages, pages.cases);
	if (pages.booking) await serveReservations(app, pages, pages.booking, pages.knownWaits);
	if (pages.configuration) serveConfiguration(app, pages.configuration);
	serveHealth(app, pages);
	serveHealthPage(app, pages);
	if (pages.term) serveTerm(app, pages.term);
	if (pages.peers) servePeers(app, pages.peers);
	if (pages.enrolment) serveEnrolment(app, pages.enrolment, pages.hallFiles);
	if (pages.tls) {
		serveHallAuthority(app, pages.tls);
		servePeerCertificate(app, { plan: pages.plan, tls: pages.tls, token: pages.peers?.token });
	}
	serveFigures(app, pages);
	if (pages.updates) serveUpdates(app, pages.updates);
	if (pages.figures) serveDailyFigures(app, pages, pages.figures);
	if (pages.reminders) serveReminders(app, pages, pages.reminders);
	serveDocuments(app);
	if (pages.reconciliation) serveReconciliation(app, pages, pages.reconciliation);
	const configSchema = documented('What a browser face needs before it connects', { 200: stationConfig });
	const configText: SaidText = { of: () => pages.stationConfig, text: null };
	const apiText: SaidText = { of: () => app.swagger(), text: null };
	app.get('/api/station-config', { schema: configSchema }, () => saidOnce(configText));
	if (pages.book) {
		serveCatalogue(app, pages.book);
		serveNotice(app, { ...pages, book: pages.book });
	}
	const { hallKeys } = pages;
	if (hallKeys)
		app.get('/api/hall-keys', { schema: documented('Public keys behind sign-ins at this hall', { 200: hallKeysAnswer }) }, () => ({
			hall: pages.plan.code,
			keys: hallKeys(),
		}));
	app.get('/metrics', { schema: documented('Metrics for Prometheus', { 200: z.string() }) }, async (_request, reply) => {
		reply.type(pages.metrics.registry.contentType);
		return reply.serializer((text: unknown) => String(text)).send(await pages.metrics.registry.metrics());
	});
	app.get('/api/openapi.json', { schema: documented('This text', { 200: z.unknown() }) }, () => saidOnce(apiText));
	if (pages.phone) await servePhone(app, { ...pages, ...pages.phone });
	await serveFaces(app, pages);
	return app;
}

/** Long and always the same: made into text once. */
interface SaidText {
	of(): unknown;
	text: Ready | null;
}
class Ready {
	readonly text: string;
	constructor(value: unknown) {
		this.text = JSON.stringify(value);
	}
}
function saidOnce(said: SaidText): Ready {
	said.text ??= new Ready(said.of());
	return said.text;
}
