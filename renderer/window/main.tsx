import { StaffFace } from '../staff/staff-face.tsx';
import { startFace } from '../staff/start-face.tsx';
import { WindowFace } from './window-face.tsx';

void startFace('light', ({ config, face }) => (
	<StaffFace>
		<WindowFace config={config} face={face} />
	</StaffFace>
));
