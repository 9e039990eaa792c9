/**
 * Applications: one form with its materials and attachments, filled at a station, kept there encrypted, and sent to the platform. What is said
 * here crosses the bridge of a machine or the HTTP door of a platform; the log of a hall-day knows an application by its reference alone (P1).
 */
import { z } from 'zod';
import { businessDay, catalogueCode, instant, stationId, ticketNumber } from './identity.ts';

/** 16 random bytes, hexadecimal: opaque to everyone. */
export const applicationRef = z.string().regex(/^[0-9a-f]{32}$/);
export const attachmentId = z.string().regex(/^[0-9a-f]{16}$/);
/** SHA-256, lower-case hexadecimal. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** Attachments travel and lie in pieces of this size; the last one of each is shorter. */
export const chunkBytes = 256 * 1024;
export const applicationLimits = {
	attachments: 60,
	attachmentBytes: 20 * 1024 * 1024,
	/** All attachments of one application together. */
	bytes: 200 * 1024 * 1024,
	/** The form as JSON, characters. */
	form: 64 * 1024,
} as const;
/** Most chunks of one attachment: a machine may keep smaller ones than `chunkBytes`. */
const chunksAtMost = 4096;

export const mediaType = z.enum(['image/jpeg', 'image/png', 'application/pdf']);

const answer = z.union([z.string().max(2_000), z.number(), z.boolean(), z.array(z.string().max(200)).max(60)]);
/** What the citizen filled in. `materials`: what became of each material the items ask for. */
export const applicationForm = z
	.object({
		fields: z.record(z.string().max(64), answer),
		materials: z.record(z.string().max(64), z.enum(['attached', 'on-paper', 'later', 'not-needed'])),
	})
	.refine((form) => JSON.stringify(form).length <= applicationLimits.form, { error: 'the form is longer than 64 KiB' });
export type ApplicationForm = z.infer<typeof applicationForm>;

export const attachment = z.object({
	id: attachmentId,
	/** The material it shows. */
	material: z.string().min(1).max(64),
	mediaType,
	bytes: z.number().int().min(1).max(applicationLimits.attachmentBytes),
	sha256: sha256Hex,
	/** Hash of each chunk, in order. */
	chunks: z.array(sha256Hex).min(1).max(chunksAtMost),
});
export type Attachment = z.infer<typeof attachment>;

/** What the platform is told before the first chunk: it knows then exactly what has to arrive (I-14). */
export const applicationManifest = z
	.object({
		ref: applicationRef,
		station: stationId,
		items: z.array(catalogueCode).min(1).max(40),
		theme: catalogueCode.optional(),
		/** The number the citizen took for it. */
		ticket: ticketNumber.optional(),
		handedInAt: instant,
		/** Business day on which it was handed in. */
		day: businessDay,
		form: applicationForm,
		attachments: z.array(attachment).max(applicationLimits.attachments),
		/** Size of every chunk but the last of an attachment. */
		chunkBytes: z.number().int().min(256).max(chunkBytes),
	})
	.superRefine(({ attachments, chunkBytes: size }, context) => {
		const wrong = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
		if (new Set(attachments.map(({ id }) => id)).size < attachments.length) wrong(['attachments'], 'two attachments have one id');
		if (attachments.reduce((sum, { bytes }) => sum + bytes, 0) > applicationLimits.bytes) wrong(['attachments'], 'together too large');
		for (const [index, { bytes, chunks }] of attachments.entries())
			if (chunks.length !== Math.ceil(bytes / size)) wrong(['attachments', index, 'chunks'], 'the chunks do not make up the bytes');
	});
export type ApplicationManifest = z.infer<typeof applicationManifest>;

/** Where chunk `index` of an attachment lies in it, bytes. */
export function chunkPlace({ bytes }: { bytes: number }, size: number, index: number): { from: number; to: number } {
	return { from: index * size, to: Math.min(bytes, (index + 1) * size) };
}

/** The platform's answer about an application: what it still lacks, or that it is submitted for good. */
export const uploadState = z.discriminatedUnion('stage', [
	z.object({
		stage: z.literal('receiving'),
		missing: z.array(z.object({ attachment: attachmentId, chunks: z.array(z.number().int().min(0)).min(1) })),
	}),
	z.object({ stage: z.literal('submitted'), at: instant }),
]);
export type UploadState = z.infer<typeof uploadState>;

/** Why an upload was turned away, with the HTTP status; worded in `config/wording/<language>/applications.yaml`. */
export const uploadProblems = {
	malformed: 400,
	'not-signed': 401,
	'unknown-key': 401,
	'revoked-key': 403,
	'false-signature': 403,
	'unknown-station': 403,
	'unknown-application': 404,
	'unknown-chunk': 404,
	/** Under this reference the platform knows another application. */
	'other-application': 409,
	/** Chunks are missing, or an attachment was put together wrongly: they are asked for again. */
	incomplete: 409,
	'too-large': 413,
	/** The bytes of a chunk are not those that were announced. */
	'wrong-hash': 422,
	/** The chunks are as announced, and still the whole is not: the file changed while it was announced. */
	'wrong-whole': 422,
	'no-room': 507,
	busy: 503,
} as const satisfies Record<string, number>;
export type UploadProblemCode = keyof typeof uploadProblems;
export const uploadProblem = z.object({
	code: z.enum(Object.keys(uploadProblems) as [UploadProblemCode, ...UploadProblemCode[]]),
	status: z.number().int(),
	title: z.string(),
	detail: z.string(),
	field: z.string().optional(),
});

/**
 * What a machine signs for each request, with the key that signs its tickets: no sign-in and no expiry, so that a cut of any length ends nothing.
 * Saying the same once more does nothing more, so nothing is lost when somebody repeats it. `bodyHash`: SHA-256 of the body, hexadecimal.
 */
export function uploadText(request: { hall: string; station: string; method: string; path: string; bodyHash: string }): string {
	return ['TH-UPLOAD1', request.hall, request.station, request.method, request.path, request.bodyHash].join('\n');
}
/** `Authorization` of an upload. */
export const uploadAuthorization = /^Tidehall-Station ([A-Z][A-Z0-9-]{0,15}) ([A-Za-z0-9_-]{16}) ([A-Za-z0-9_-]{85}[AQgw])$/;

export const uploadPaths = {
	application: (ref: string) => `/api/applications/${ref}`,
	chunk: (ref: string, id: string, index: number) => `/api/applications/${ref}/attachments/${id}/chunks/${index}`,
	submit: (ref: string) => `/api/applications/${ref}/submit`,
} as const;

/** No 0, 1, I, L and O, which people mistake for each other. */
const receiptAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** The number of an application on paper and screens, made of its reference: the same everywhere, with nobody to ask (`SQ-4K7M-PX2R-6T`). */
export function applicationNumber(ref: string): string {
	let rest = BigInt(`0x${ref}`);
	let text = '';
	for (let at = 0; at < 10; at += 1) {
		text += receiptAlphabet[Number(rest % 31n)];
		rest /= 31n;
	}
	return `SQ-${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

/** What everyone at the machine may know of an application it keeps: nothing of a person (P1). */
export const applicationSummary = z.object({
	ref: applicationRef,
	station: stationId,
	/** `waiting`: handed in, not sent in whole. `damaged`: its files cannot be read any more; they are left where they lie. */
	stage: z.enum(['draft', 'waiting', 'submitted', 'damaged']),
	items: z.array(catalogueCode),
	ticket: ticketNumber.nullable(),
	savedAt: instant,
	handedInAt: instant.nullable(),
	/** Business day on which it was handed in. */
	day: businessDay.nullable(),
	submittedAt: instant.nullable(),
	/** A draft is let go of after this. What was handed in is kept until it is submitted, however long that takes. */
	keptUntil: instant.nullable(),
	attachments: z.number().int(),
	bytes: z.number().int(),
	/** Bytes of attachments that the platform has. */
	sent: z.number().int(),
	/** Why it could not be sent the last time: one of `uploadProblems`, `away`, or `unreadable`. */
	problem: z.string().max(40).nullable(),
	/** The log of the hall has been told that it was handed in. */
	reported: z.boolean(),
});
export type ApplicationSummary = z.infer<typeof applicationSummary>;

/** A draft nobody came back to. */
export const draftKeptMs = 7 * 24 * 3_600_000;
/** How long a machine can still say that what was handed in at it is submitted. */
export const doneKeptMs = 30 * 24 * 3_600_000;
/** How long the platform keeps what was submitted; after it the key goes, and with it everything of the person. */
export const submittedKeptMs = 180 * 24 * 3_600_000;

const grip = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
/** A code from a slip, as typed or scanned; or the number of the document that lies on the reader. Neither is kept. */
const claim = { code: z.string().max(40).optional(), document: z.string().max(40).optional() };

/**
 * What a face asks of the applications of its machine. `grip` stands for one application in the hands of one person: given out by `begin` and
 * `open`, gone with `close`, with the page, and with the next person.
 */
export const applicationRequest = z.discriminatedUnion('do', [
	z.object({
		do: z.literal('begin'),
		items: z.array(catalogueCode).min(1).max(40),
		theme: catalogueCode.optional(),
		document: claim.document,
	}),
	z.object({ do: z.literal('open'), ...claim }),
	z.object({ do: z.literal('save'), grip, form: applicationForm }),
	z.object({
		do: z.literal('attach'),
		grip,
		material: z.string().min(1).max(64),
		mediaType,
		data: z.custom<Uint8Array>((data) => data instanceof Uint8Array && data.length > 0 && data.length <= applicationLimits.attachmentBytes),
	}),
	z.object({ do: z.literal('detach'), grip, attachment: attachmentId }),
	z.object({ do: z.literal('read-attachment'), grip, attachment: attachmentId }),
	/** `day`: the business day as the engine knows it. */
	z.object({ do: z.literal('hand-in'), grip, day: businessDay, ticket: ticketNumber.optional() }),
	z.object({ do: z.literal('discard'), grip }),
	z.object({ do: z.literal('close'), grip: grip.optional() }),
	/** How far it is, for whoever holds the slip. */
	z.object({ do: z.literal('look'), code: z.string().max(40) }),
	z.object({ do: z.literal('list') }),
	/** Engine: the log was told of it. */
	z.object({ do: z.literal('reported'), ref: applicationRef }),
	/** Engine: whether a platform answers, its time while it does, and its address, which after a take-over is another one. */
	z.object({ do: z.literal('link'), up: z.boolean(), platformTime: instant.nullable(), platform: z.string().max(200).nullable() }),
	z.object({ do: z.literal('may-reset') }),
]);
export type ApplicationRequest = z.infer<typeof applicationRequest>;

export const applicationRefusals = [
	...['unknown-code', 'locked', 'no-grip', 'not-a-draft', 'too-many', 'too-large', 'unknown-attachment'],
	...['disk-low', 'store-failed', 'not-offered'],
] as const;
export type ApplicationRefusal = (typeof applicationRefusals)[number];

/** What must not be lost by setting a machine up anew. An empty list = it may be. */
export const resetReason = z.object({
	code: z.enum(['applications-waiting', 'drafts-kept', 'applications-damaged', 'reports-owed']),
	count: z.number().int().min(1),
});
export type ResetReason = z.infer<typeof resetReason>;

export type ApplicationAnswer =
	| { do: 'refused'; code: ApplicationRefusal }
	| {
			do: 'opened';
			grip: string;
			/** For the slip; told once, when the application was begun. */
			code: string | null;
			summary: ApplicationSummary;
			theme: string | null;
			form: ApplicationForm;
			attachments: Attachment[];
	  }
	| { do: 'kept'; summary: ApplicationSummary; attachments: Attachment[] }
	| { do: 'attachment'; mediaType: Attachment['mediaType']; data: Uint8Array }
	| { do: 'state'; summary: ApplicationSummary }
	| { do: 'list'; applications: ApplicationSummary[] }
	| { do: 'may-reset'; reasons: ResetReason[] }
	| { do: 'done' };
