/* A folded explanation would be lost on paper: unfold before printing, fold again after. What came
   second and third, and the rest of the lists at the head, stay away: the rows hold them. */
(function () {
  "use strict";
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".legend:not([open]), .picture details:not([open])").forEach(function (part) {
      part.open = true;
      part.dataset.shut = "1";
    });
  });
  window.addEventListener("afterprint", function () {
    document.querySelectorAll("details[data-shut]").forEach(function (part) {
      part.open = false;
      delete part.dataset.shut;
    });
  });
})();
