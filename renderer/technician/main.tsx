/** The technician's screen at a machine. Opened by the main process alone, after the service code. */
import { StaffFace } from '../staff/staff-face.tsx';
import { startFace } from '../staff/start-face.tsx';
import { TechnicianFace } from './technician-face.tsx';

void startFace('light', ({ face }) => {
	const machine = window.tidehall;
	// A browser has no machine under it; a manager there sees devices through the manager's face.
	if (!machine) throw new Error('no-machine');
	return (
		<StaffFace>
			<TechnicianFace face={face} machine={machine} />
		</StaffFace>
	);
});
