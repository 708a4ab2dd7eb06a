"""The course's items for other systems: QTI 2.1, Moodle XML and GIFT, and what each of them holds."""
