"""Items as a package of QTI 2.1.

2.1 and not 3.0, because 2.1 is what platforms import: Canvas's reader knows 1.2 and 2.1 (https://rubygems.org/gems/qti),
and OpenOlat's tests are 2.1 (https://docs.openolat.org/archive_confluence/display/OO161DE/Testeditor.html).
Source of the format: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html
"""
