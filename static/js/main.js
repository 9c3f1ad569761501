// Everything the pages do with a script. Without it every page still works: these only make it quicker.
import "./autosave.js";
import "./combobox.js";
import "./copy.js";
import "./desk.js";
import "./door.js";
import "./facets.js";
import "./forms.js";
import "./mentions.js";
import "./send-later.js";
import "./theme-switch.js";
import "./unsaved.js";
import "./upload.js";
import "./mix.js";
import "./print.js";
import "./story.js";
