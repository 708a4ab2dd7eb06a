"""The course Building Soft Skills, as files beside this one. The engine `softskills` finds and shows them."""
