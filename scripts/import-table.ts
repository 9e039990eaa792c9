/** The table of permissions (design.md section 6). A rule allows paths that start with `path`; `from` narrows it to some files. */
export const parts = [
	'domain',
	'config',
	'drivers',
	'documents',
	'sealing',
	'trust',
	'platform',
	'electron',
	'renderer',
	'scripts',
	'test',
] as const;
export type Part = (typeof parts)[number];

interface Rule {
	path: string;
	typesOnly?: boolean;
	from?: string;
}

interface Permission {
	may: Rule[];
	/** Only these packages, when given. */
	packages?: string[];
	noNode?: boolean;
}

const everything: Rule[] = parts.filter((part) => part !== 'test').map((part) => ({ path: `${part}/` }));

export const permissions: Record<Part, Permission> = {
	domain: { may: [], packages: ['zod'], noNode: true },
	config: { may: [{ path: 'domain/' }] },
	drivers: { may: [{ path: 'domain/contracts/device' }] },
	documents: { may: [{ path: 'domain/contracts/' }] },
	sealing: { may: [{ path: 'domain/contracts/' }] },
	trust: { may: [{ path: 'domain/contracts/' }] },
	platform: { may: [{ path: 'domain/' }, { path: 'config/' }, { path: 'documents/' }, { path: 'sealing/' }, { path: 'trust/' }] },
	electron: {
		may: [
			{ path: 'domain/' },
			{ path: 'config/' },
			{ path: 'documents/' },
			{ path: 'sealing/' },
			{ path: 'trust/' },
			{ path: 'drivers/', from: 'electron/desk/' },
		],
	},
	renderer: { may: [{ path: 'domain/' }, { path: 'config/', typesOnly: true }], noNode: true },
	scripts: { may: everything },
	test: { may: everything },
};

/** Each key library has one door. */
export const doors = [
	{ package: 'serialport', places: ['drivers/transport/serial.ts', 'drivers/transport/serial-list.ts'] },
	{ package: 'node-thermal-printer', places: ['drivers/printer/'] },
	{ package: '@noble/curves', places: ['renderer/engine/verify-signature.ts'] },
	{ package: 'sm-crypto-v2', places: ['sealing/suites/gm.ts'] },
	{ package: '@peculiar/x509', places: ['platform/tls/make-certificates.ts'] },
	{ package: 'minisearch', places: ['renderer/guide/english-words.ts'] },
	{ package: 'pinyin-pro', places: ['renderer/guide/sounds.ts'] },
	{ package: 'pdfkit', places: ['documents/'] },
	{ package: 'dexie', places: ['renderer/engine/store-dexie.ts'] },
	{ package: 'socket.io-client', places: ['renderer/engine/link.ts'] },
	{ package: 'socket.io', places: ['platform/socket/'] },
	{
		package: 'node:sqlite',
		places: [
			'platform/storage/sqlite-copy.ts',
			'platform/storage/sqlite-file.ts',
			'platform/storage/sqlite-proofs.ts',
			'platform/storage/sqlite-salvage.ts',
			'platform/storage/sqlite.ts',
		],
	},
	{ package: 'age-encryption', places: ['platform/backup/sealed-archive.ts'] },
	{ package: 'tar', places: ['platform/backup/sealed-archive.ts'] },
	{ package: 'pg', places: ['platform/storage/postgres.ts'] },
	{ package: 'highs', places: ['platform/tide/solve-plan.ts'] },
	{ package: 'nodemailer', places: ['platform/figures/send-mail.ts'] },
	{ package: 'write-excel-file', places: ['platform/figures/workbook.ts'] },
];
