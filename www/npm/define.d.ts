// Importing this module registers `<leadgate-form>`; on a server it does nothing.

import './index.js';

export {};
