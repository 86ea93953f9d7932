// The few things of the record page that move: menus, tabs, forms, the utility bar.

/** The standard components of a record page read again, while the component beside them stays as it is. */
const readPartsAgain = async () => {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-part]')) {
    const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (fresh) part.innerHTML = fresh.innerHTML;
  }
};
document.addEventListener('lightning__refresh', readPartsAgain);

/** A form of the record page is saved in place, as Lightning does. */
for (const form of document.querySelectorAll('form[data-live]'))
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const problem = form.querySelector('[role="alert"]');
    problem.hidden = true;
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) });
    if (!answer.ok) {
      problem.textContent = await answer.text();
      problem.hidden = false;
      return;
    }
    form.closest('details').open = false;
    if (form.action.endsWith('/mail')) form.reset();
    await readPartsAgain();
  });

for (const bar of document.querySelectorAll('[data-utility]')) {
  const button = bar.querySelector('button');
  const panel = document.getElementById(button.getAttribute('aria-controls'));
  button.addEventListener('click', () => {
    panel.hidden = !panel.hidden;
    button.setAttribute('aria-expanded', String(!panel.hidden));
    if (!panel.hidden) document.dispatchEvent(new CustomEvent('demo:open-utility'));
  });
}

for (const tabs of document.querySelectorAll('[data-tabs]')) {
  const buttons = [...tabs.querySelectorAll('[role="tab"]')];
  const select = (chosen) => {
    for (const button of buttons) {
      const isChosen = button === chosen;
      button.setAttribute('aria-selected', String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
      document.getElementById(button.getAttribute('aria-controls')).hidden = !isChosen;
    }
    chosen.focus();
  };
  for (const [index, button] of buttons.entries()) {
    button.addEventListener('click', () => select(button));
    button.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) select(buttons[(index + step + buttons.length) % buttons.length]);
    });
  }
}

const menu = document.querySelector('details.demo-users');
document.addEventListener('click', ({ target }) => {
  if (menu && !menu.contains(target)) menu.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape' || !menu?.open) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});
