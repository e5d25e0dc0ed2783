// The token stands in the fragment, which no server and no preview ever sees: it goes into the form, and out of the address.
"use strict";
const token = decodeURIComponent(location.hash.slice(1));
if (token) {
  history.replaceState(null, "", location.pathname + location.search);
  const field = document.getElementById("token");
  field.value = token;
  field.readOnly = true;
  document.querySelector("form button").focus();
}
