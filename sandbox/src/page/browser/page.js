// The few things of the record page that move: menus, tabs, and the related list after a save.

/** The standard components of a record page read again when a component asks for it. */
document.addEventListener('lightning__refresh', async () => {
  for (const related of document.querySelectorAll('[data-related]')) {
    const answer = await fetch(`/opportunities/${related.dataset.related}/insights`);
    if (answer.ok) related.innerHTML = await answer.text();
  }
});

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
