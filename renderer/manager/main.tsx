/** The manager's face: live queues and windows, what needs a person, and the levers (open, pause, close, change duty). */
import { StaffFace } from '../staff/staff-face.tsx';
import { startFace } from '../staff/start-face.tsx';
import './manager.css';
import { ManagerFace } from './manager-face.tsx';

void startFace('light', ({ config, face }) => (
	<StaffFace>
		<ManagerFace station={face.station ?? 'M1'} catalogue={config.catalogue} />
	</StaffFace>
));
