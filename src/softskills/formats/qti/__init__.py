"""Items as a package of QTI 2.1.

2.1 and not 3.0: what platforms import is 2.1. Canvas's reader knows 1.2 and 2.1 (https://rubygems.org/gems/qti), OpenOlat
is built on 2.1 (https://docs.openolat.org/archive_confluence/display/OO161DE/Testeditor.html), and Blackboard reads 2.1
packages. What reads 3.0 is at home with 2.1 too, or has a converter.
Source of the format: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html
"""
