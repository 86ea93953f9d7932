// The few things of the record page that move: menus, tabs, and the related list after a save.
