/** Which face may make which call. What is not listed is refused. */
import type { ApplicationRequest } from '../../domain/contracts/applications.ts';
import type { BridgeCall, FaceInfo } from '../../domain/contracts/bridge.ts';

type Face = FaceInfo['face'];
const everyone: readonly Face[] = ['terminal', 'window', 'board', 'manager', 'bench', 'engine', 'technician'];
const engine: readonly Face[] = ['engine'];

export const callers: Readonly<Record<BridgeCall, readonly Face[]>> = {
	info: everyone,
	config: everyone,
	catalogue: everyone,
	'journal-load': engine,
	'journal-append': engine,
	print: engine,
	'print-paper': ['terminal', 'window'],
	show: engine,
	health: everyone,
	disk: everyone,
	bench: ['bench'],
	help: ['terminal', 'window'],
	note: everyone,
	say: ['board'],
	rate: engine,
	'cancel-rating': engine,
	trigger: ['terminal', 'window'],
	'open-service': ['terminal', 'window', 'board', 'manager'],
	service: ['technician', 'engine'],
	'public-key': engine,
	sign: engine,
	applications: ['terminal', 'window', 'engine', 'technician'],
	offline: engine,
	'close-service': ['technician'],
	'keep-file': ['manager'],
	'keep-document': ['manager', 'window'],
	'own-platform': ['manager', 'window'],
	'take-over': ['manager', 'window'],
};

const desk: readonly Face[] = ['terminal', 'window'];
/** Which face may ask what of applications: what people fill in is for the face in front of them alone. */
export const applicationCallers: Readonly<Record<ApplicationRequest['do'], readonly Face[]>> = {
	begin: desk,
	open: desk,
	save: desk,
	attach: desk,
	detach: desk,
	'read-attachment': desk,
	'hand-in': desk,
	discard: desk,
	close: desk,
	look: desk,
	list: ['engine', 'technician'],
	reported: engine,
	link: engine,
	'may-reset': ['technician'],
};
