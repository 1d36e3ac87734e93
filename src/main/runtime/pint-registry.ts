/* eslint-disable max-lines -- one unit a line: it is generated, by testing/pint-units.py, and not written */
/**
 * What pint 0.24.4 (https://github.com/hgrecco/pint) has in its default registry.
 *
 * @license
 * Copyright (c) 2012 by Hernan E. Grecco and contributors.  See AUTHORS
 * for more details.
 *
 * Some rights reserved.
 *
 * Redistribution and use in source and binary forms of the software as well
 * as documentation, with or without modification, are permitted provided
 * that the following conditions are met:
 *
 * * Redistributions of source code must retain the above copyright
 *   notice, this list of conditions and the following disclaimer.
 *
 * * Redistributions in binary form must reproduce the above
 *   copyright notice, this list of conditions and the following
 *   disclaimer in the documentation and/or other materials provided
 *   with the distribution.
 *
 * * The names of the contributors may not be used to endorse or
 *   promote products derived from this software without specific
 *   prior written permission.
 *
 * THIS SOFTWARE AND DOCUMENTATION IS PROVIDED BY THE COPYRIGHT HOLDERS AND
 * CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT
 * NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR
 * A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER
 * OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL,
 * EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO,
 * PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR
 * PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF
 * LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING
 * NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
 * SOFTWARE AND DOCUMENTATION, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH
 * DAMAGE.
 */

/** Name, symbol, factor, other spellings. */
export const prefixes = `quecto q 1e-30
ronto r 1e-27
yocto y 1e-24
zepto z 1e-21
atto a 1e-18
femto f 1e-15
pico p 1e-12
nano n 1e-9
micro µ 1e-6 μ u mu mc
milli m 1e-3
centi c 1e-2
deci d 1e-1
deca da 1e1 deka
hecto h 1e2
kilo k 1e3
mega M 1e6
giga G 1e9
tera T 1e12
peta P 1e15
exa E 1e18
zetta Z 1e21
yotta Y 1e24
ronna R 1e27
quetta Q 1e30
kibi Ki 1024
mebi Mi 1048576
gibi Gi 1073741824
tebi Ti 1099511627776
pebi Pi 1125899906842624
exbi Ei 1.152921504606847e+18
zebi Zi 1.1805916207174113e+21
yobi Yi 1.2089258196146292e+24
semi _ 0.5 demi
sesqui _ 1.5`;

/** Name, symbol (`_` where it is the name), how many of the base units (metre, gram, second, …), dimension (`-`: none), other spellings. */
export const units = `meter m 1 L metre
second s 1 T sec
ampere A 1 I amp
candela cd 1 J candle
gram g 1 M
mole mol 1 N
kelvin K 1 Θ degK degree_Kelvin degreeK
radian rad 1 -
bit _ 1 -
count _ 1 -
pi π 3.141592653589793 -
tansec _ 4.848136811133344e-06 -
ln10 _ 2.302585092994046 -
wien_x _ 4.965114231744276 -
wien_u _ 2.8214393721220787 -
eulers_number _ 2.718281828459045 -
speed_of_light c 299792458 LT-1 c_0
planck_constant ℎ 6.62607015e-31 L2MT-1
elementary_charge e 1.602176634e-19 IT
avogadro_number _ 6.02214076e+23 -
boltzmann_constant k 1.380649e-20 L2MΘ-1T-2 k_B
standard_gravity g_0 9.80665 LT-2 g0 g_n gravity
standard_atmosphere atm 101325000 L-1MT-2 atmosphere
conventional_josephson_constant K_J90 483597900000 IL-2M-1T2
conventional_von_klitzing_constant R_K90 25812807 I-2L2MT-3
zeta ζ 29979245800 -
dirac_constant ħ 1.0545718176461563e-31 L2MT-1 hbar atomic_unit_of_action a_u_action
avogadro_constant N_A 6.02214076e+23 N-1
molar_gas_constant R 8314.46261815324 L2MN-1Θ-1T-2
faraday_constant _ 96485.33212331001 IN-1T
conductance_quantum G_0 7.748091729863651e-08 I2L-2M-1T3
magnetic_flux_quantum Φ_0 2.0678338484619294e-12 I-1L2MT-2 Phi_0
josephson_constant K_J 483597848416.98364 IL-2M-1T2
von_klitzing_constant R_K 25812807.459304508 I-2L2MT-3
stefan_boltzmann_constant σ 5.670374419184429e-05 MΘ-4T-3 sigma
first_radiation_constant c_1 3.741771852192758e-13 L4MT-3
second_radiation_constant c_2 0.014387768775039339 LΘ
wien_wavelength_displacement_law_constant _ 0.0028977719551851727 LΘ
wien_frequency_displacement_law_constant _ 58789257576.46825 Θ-1T-1
newtonian_constant_of_gravitation _ 6.6743e-14 L3M-1T-2 gravitational_constant
rydberg_constant R_∞ 10973731.56816 L-1 R_inf
electron_g_factor g_e -2.00231930436256 -
atomic_mass_constant m_u 1.6605390666e-24 M
electron_mass m_e 9.1093837015e-28 M atomic_unit_of_mass a_u_mass
proton_mass m_p 1.67262192369e-24 M
neutron_mass m_n 1.67492749804e-24 M
lattice_spacing_of_Si d_220 1.920155716e-10 L
K_alpha_Cu_d_220 _ 0.80232719 -
K_alpha_Mo_d_220 _ 0.36940604 -
K_alpha_W_d_220 _ 0.108852175 -
fine_structure_constant α 0.0072973525693071015 - alpha
vacuum_permeability µ_0 0.0012566370621250602 I-2LMT-2 mu_0 mu0 magnetic_constant
vacuum_permittivity ε_0 8.854187812764732e-15 I2L-3M-1T4 epsilon_0 eps_0 eps0 electric_constant
impedance_of_free_space Z_0 376730.3136683705 I-2L2MT-3 characteristic_impedance_of_vacuum
coulomb_constant k_C 8987551792296.973 I-2L3MT-4
classical_electron_radius r_e 2.817940326216154e-15 L
thomson_cross_section σ_e 6.65245873222652e-29 L2 sigma_e
turn _ 6.283185307179586 - revolution cycle circle
degree deg 0.017453292519943295 - arcdeg arcdegree angular_degree
arcminute arcmin 0.0002908882086657216 - arc_minute angular_minute
arcsecond arcsec 4.84813681109536e-06 - arc_second angular_second
milliarcsecond mas 4.84813681109536e-09 -
grade grad 0.015707963267948967 - gon
mil _ 9.817477042468104e-05 -
steradian sr 1 -
square_degree sq_deg 0.0003046174197867086 - sqdeg
baud Bd 1 T-1 bps
byte B 8 - octet
percent % 0.01 -
permille ‰ 0.001 -
ppm _ 1e-06 -
angstrom Å 1e-10 L ångström Å
micron µ 1e-06 L μ
fermi fm 1e-15 L
light_year ly 9460730472580800 L lightyear
astronomical_unit au 149597870700 L
parsec pc 3.0856775814671916e+16 L
nautical_mile nmi 1852 L
bohr a_0 5.291772109039775e-11 L a0 bohr_radius atomic_unit_of_length a_u_length
x_unit_Cu Xu_Cu 1.0020769740995954e-13 L
x_unit_Mo Xu_Mo 1.0020995396230521e-13 L
angstrom_star Å_star 1.0000149563431525e-10 L
planck_length _ 1.6162550244237053e-35 L
metric_ton t 1000000 M tonne
unified_atomic_mass_unit u 1.6605390666e-24 M amu
dalton Da 1.6605390666e-24 M
grain gr 0.06479891 M
gamma_mass _ 1e-06 M
carat ct 0.2 M karat
planck_mass _ 2.176434342717898e-05 M
minute min 60 T
hour h 3600 T hr
day d 86400 T
week _ 604800 T
fortnight _ 1209600 T
year a 31557600 T yr julian_year
month _ 2629800 T
century _ 3155760000 T centuries
millennium _ 31557600000 T millennia
eon _ 3.15576e+16 T
shake _ 1e-08 T
svedberg _ 1e-13 T
atomic_unit_of_time a_u_time 2.4188843265856803e-17 T
gregorian_year _ 31556952 T
sidereal_year _ 31558149.7635456 T
tropical_year _ 31556925.2507328 T
common_year _ 31536000 T
leap_year _ 31622400 T
sidereal_day _ 86164.09053083287 T
sidereal_month _ 2360591.55792 T
tropical_month _ 2360584.6848 T
synodic_month _ 2551442.8896 T lunar_month
planck_time _ 5.391246448313604e-44 T
degree_Celsius °C 1 Θ celsius degC degreeC
delta_degree_Celsius Δ°C 1 Θ Δcelsius ΔdegC ΔdegreeC delta_celsius delta_degC delta_degreeC
degree_Rankine °R 0.5555555555555556 Θ rankine degR degreeR
degree_Fahrenheit °F 0.5555555555555556 Θ fahrenheit degF degreeF
delta_degree_Fahrenheit Δ°F 0.5555555555555556 Θ Δfahrenheit ΔdegF ΔdegreeF delta_fahrenheit delta_degF delta_degreeF
degree_Reaumur °Re 0.8 Θ reaumur degRe degreeRe degree_Réaumur réaumur
delta_degree_Reaumur Δ°Re 0.8 Θ Δreaumur ΔdegRe ΔdegreeRe Δdegree_Réaumur Δréaumur delta_reaumur delta_degRe delta_degreeRe delta_degree_Réaumur delta_réaumur
atomic_unit_of_temperature a_u_temp 315775.0248040718 Θ
planck_temperature _ 1.4167841621573425e+32 Θ
are _ 100 L2
barn b 1e-28 L2
darcy _ 9.869232667160128e-13 L2
hectare ha 10000 L2
liter l 0.001 L3 L ℓ litre
cubic_centimeter cc 1e-06 L3
lambda λ 1e-09 L3
stere _ 1 L3
hertz Hz 1 T-1
revolutions_per_minute rpm 0.10471975511965978 T-1
revolutions_per_second rps 6.283185307179586 T-1
counts_per_second cps 1 T-1
reciprocal_centimeter cm_1 100 L-1 kayser
knot kt 0.5144444444444445 LT-1 knot_international international_knot
mile_per_hour mph 0.44704 LT-1 MPH
kilometer_per_hour kph 0.2777777777777778 LT-1 KPH
kilometer_per_second kps 1000 LT-1
meter_per_second mps 1 LT-1
foot_per_second fps 0.3048 LT-1
sverdrup sv 1000000 L3T-1
galileo Gal 0.01 LT-2
newton N 1000 LMT-2
dyne dyn 0.01 LMT-2
force_kilogram kgf 9806.65 LMT-2 kilogram_force pond
force_gram gf 9.80665 LMT-2 gram_force
force_metric_ton tf 9806650 LMT-2 metric_ton_force force_t t_force
atomic_unit_of_force a_u_force 8.238723498238992e-05 LMT-2
joule J 1000 L2MT-2
erg _ 0.0001 L2MT-2
watt_hour Wh 3600000 L2MT-2 watthour
electron_volt eV 1.602176634e-16 L2MT-2
rydberg Ry 2.179872361103585e-15 L2MT-2
hartree E_h 4.35974472220717e-15 L2MT-2 Eh hartree_energy atomic_unit_of_energy a_u_energy
calorie cal 4184 L2MT-2 thermochemical_calorie cal_th
international_calorie cal_it 4186.8 L2MT-2 international_steam_table_calorie
fifteen_degree_calorie cal_15 4185.5 L2MT-2
british_thermal_unit Btu 1055056 L2MT-2 BTU Btu_iso
international_british_thermal_unit Btu_it 1055055.85262 L2MT-2
thermochemical_british_thermal_unit Btu_th 1054350.264488889 L2MT-2
quadrillion_Btu quad 1.055056e+21 L2MT-2
therm thm 105505600000 L2MT-2 EC_therm
US_therm _ 105480400000 L2MT-2
ton_TNT tTNT 4184000000000 L2MT-2
tonne_of_oil_equivalent toe 41868000000000 L2MT-2
atmosphere_liter atm_l 101325 L2MT-2
watt W 1000 L2MT-3
volt_ampere VA 1000 L2MT-3
horsepower hp 745699.8715822703 L2MT-3 UK_horsepower hydraulic_horsepower
boiler_horsepower _ 9810555.444444444 L2MT-3
metric_horsepower _ 735498.75 L2MT-3
electrical_horsepower _ 746000 L2MT-3
refrigeration_ton _ 3516853.3333333335 L2MT-3 ton_of_refrigeration
cooling_tower_ton _ 4396066.666666667 L2MT-3
standard_liter_per_minute slpm 1688.75 L2MT-3 slm
conventional_watt_90 W_90 1000.0001955365549 L2MT-3
mercury Hg 13595100 L-3M Hg_0C Hg_32F conventional_mercury
water H2O 1000000 L-3M conventional_water
mercury_60F Hg_60F 13556800 L-3M
water_39F water_4C 999972 L-3M
water_60F _ 999001 L-3M
pascal Pa 1000 L-1MT-2
barye Ba 100 L-1MT-2 barie barad barrie baryd
bar _ 100000000 L-1MT-2
technical_atmosphere at 98066500 L-1MT-2
torr _ 133322.36842105264 L-1MT-2
pound_force_per_square_inch psi 6894757.293168361 L-1MT-2
kip_per_square_inch ksi 6894757293.168362 L-1MT-2
millimeter_Hg mmHg 133322.387415 L-1MT-2 mm_Hg millimeter_Hg_0C
centimeter_Hg cmHg 1333223.87415 L-1MT-2 cm_Hg centimeter_Hg_0C
inch_Hg inHg 3386388.640341 L-1MT-2 in_Hg inch_Hg_32F
inch_Hg_60F _ 3376848.535088 L-1MT-2
inch_H2O_39F _ 249081.93551052 L-1MT-2
inch_H2O_60F _ 248840.07017891 L-1MT-2
foot_H2O ftH2O 2989066.92 L-1MT-2 feet_H2O
centimeter_H2O cmH2O 98066.5 L-1MT-2 cm_H2O
sound_pressure_level SPL 0.02 L-1MT-2
foot_pound ft_lb 1355.8179483314004 L2MT-2 footpound
poise P 100 L-1MT-1
reyn _ 6894757.293168361 L-1MT-1
stokes St 0.0001 L2T-1
rhe _ 0.01 LM-1T
particle _ 1.6605390671738466e-24 N molec molecule
molar M 1000 L-3N
katal kat 1 NT-1
enzyme_unit U 1.6666666666666667e-08 NT-1 enzymeunit
clausius Cl 4184 L2MΘ-1T-2
entropy_unit eu 4184 L2MN-1Θ-1T-2
becquerel Bq 1 T-1
curie Ci 37000000000 T-1
rutherford Rd 1000000 T-1
gray Gy 1 L2T-2
sievert Sv 1 L2T-2
rads _ 0.01 L2T-2
rem _ 0.01 L2T-2
roentgen _ 2.58e-07 IM-1T röntgen
peak_sun_hour PSH 3600000000 MT-2
langley Ly 41840000 MT-2
nit _ 1 L-2J
stilb _ 10000 L-2J
lambert _ 3183.0988618379065 L-2J
lumen lm 1 J
lux lx 1 L-2J
atomic_unit_of_intensity a_u_intensity 3.509445520566479e+23 MT-3
biot Bi 10 I
abampere abA 10 I
atomic_unit_of_current a_u_current 0.006623618237509997 I
mean_international_ampere A_it 0.9998500734640027 I
US_international_ampere A_US 0.9998350816345909 I
conventional_ampere_90 A_90 1.0000000888714382 I
planck_current _ 3.478872753744378e+25 I
coulomb C 1 IT
abcoulomb abC 10 IT
faraday _ 96485.33212331001 IT
conventional_coulomb_90 C_90 1.0000000888714382 IT
ampere_hour Ah 3600 IT
volt V 1000 I-1L2MT-3
abvolt abV 1e-05 I-1L2MT-3
mean_international_volt V_it 1000.34 I-1L2MT-3
US_international_volt V_US 1000.33 I-1L2MT-3
conventional_volt_90 V_90 1000.0001066651073 I-1L2MT-3
atomic_unit_of_electric_field a_u_electric_field 514220674762317.9 I-1LMT-3
townsend Td 1e-18 I-1L4MT-3
ohm Ω 1000 I-2L2MT-3
abohm abΩ 1e-06 I-2L2MT-3
mean_international_ohm Ω_it 1000.49 I-2L2MT-3 ohm_it
US_international_ohm Ω_US 1000.495 I-2L2MT-3 ohm_US
conventional_ohm_90 Ω_90 1000.0000177936676 I-2L2MT-3 ohm_90
siemens S 0.001 I2L-2M-1T3 mho
absiemens abS 1000000 I2L-2M-1T3 abmho
farad F 0.001 I2L-2M-1T4
abfarad abF 1000000 I2L-2M-1T4
conventional_farad_90 F_90 0.0009999999822063327 I2L-2M-1T4
weber Wb 1000 I-1L2MT-2
unit_pole _ 0.00012566370621250602 I-1L2MT-2
henry H 1000 I-2L2MT-2
abhenry abH 1e-06 I-2L2MT-2
conventional_henry_90 H_90 1000.0000177936676 I-2L2MT-2
tesla T 1000 I-1MT-2
gamma γ 1e-06 I-1MT-2
ampere_turn At 1 I
biot_turn _ 10 I
gilbert Gb 0.7957747154594766 I
debye D 3.335640951981521e-30 ILT
buckingham _ 3.3356409519815206e-40 IL2T
bohr_magneton µ_B 9.274010078362164e-24 IL2 mu_B
nuclear_magneton µ_N 5.050783746096375e-27 IL2 mu_N
refractive_index_unit RIU 1 -
decibelwatt dBW 1000 L2MT-3
decibelmilliwatt dBm 1 L2MT-3
decibelmicrowatt dBu 0.001 L2MT-3
decibel dB 1 -
decade _ 1 -
octave oct 1 -
neper Np 1 -
thou th 2.54e-05 L mil_length
inch in 0.0254 L international_inch inches international_inches
hand _ 0.1016 L
foot ft 0.3048 L international_foot feet international_feet
yard yd 0.9144 L international_yard
mile mi 1609.344 L international_mile
circular_mil cmil 5.067074790974977e-10 L2
square_inch sq_in 0.00064516 L2 square_inches
square_foot sq_ft 0.09290304 L2 square_feet
square_yard sq_yd 0.83612736 L2
square_mile sq_mi 2589988.110336 L2
cubic_inch cu_in 1.6387064e-05 L3
cubic_foot cu_ft 0.028316846592 L3 cubic_feet
cubic_yard cu_yd 0.764554857984 L3
link li 0.20116840233680466 L survey_link
survey_foot sft 0.3048006096012192 L
fathom _ 1.8288036576073152 L
rod rd 5.029210058420117 L pole perch
chain _ 20.116840233680467 L
furlong fur 201.16840233680466 L
cables_length _ 219.45643891287781 L
survey_mile smi 1609.3472186944373 L us_statute_mile
league _ 4828.041656083312 L
square_rod sq_rod 25.292953811714074 L2 sq_pole sq_perch
acre _ 4046.872609874252 L2
square_survey_mile _ 2589998.470319521 L2 section
square_league _ 23309986.23287569 L2
acre_foot _ 1233.4892384681489 L3 acre_feet
dry_pint dpi 0.0005506104713575 L3 US_dry_pint
dry_quart dqt 0.001101220942715 L3 US_dry_quart
dry_gallon dgal 0.00440488377086 L3 US_dry_gallon
peck pk 0.00880976754172 L3
bushel bu 0.03523907016688 L3
dry_barrel _ 0.115627123584 L3 US_dry_barrel
board_foot FBM 0.002359737216 L3 board_feet BF BDFT super_foot superficial_foot super_feet superficial_feet
minim _ 6.1611519921875e-08 L3
fluid_dram fldr 3.6966911953125e-06 L3 fluidram US_fluid_dram US_liquid_dram
fluid_ounce floz 2.95735295625e-05 L3 US_fluid_ounce US_liquid_ounce
gill gi 0.00011829411825 L3 liquid_gill US_liquid_gill
pint pt 0.000473176473 L3 liquid_pint US_pint
fifth _ 0.0007570823568 L3 US_liquid_fifth
quart qt 0.000946352946 L3 liquid_quart US_liquid_quart
gallon gal 0.003785411784 L3 liquid_gallon US_liquid_gallon
teaspoon tsp 4.92892159375e-06 L3
tablespoon tbsp 1.478676478125e-05 L3
shot jig 4.436029434375e-05 L3 US_shot
cup cp 0.0002365882365 L3 liquid_cup US_liquid_cup
barrel bbl 0.119240471196 L3
oil_barrel oil_bbl 0.158987294928 L3
beer_barrel beer_bbl 0.117347765304 L3
hogshead _ 0.238480942392 L3
dram dr 1.7718451953125 M avoirdupois_dram avdp_dram drachm
ounce oz 28.349523125 M avoirdupois_ounce avdp_ounce
pound lb 453.59237 M avoirdupois_pound avdp_pound
stone _ 6350.29318 M
quarter _ 177808.20904 M
bag _ 42637.68278 M
hundredweight cwt 45359.237 M short_hundredweight
long_hundredweight _ 50802.34544 M
ton _ 907184.74 M short_ton
long_ton _ 1016046.9088 M
slug _ 14593.902937206365 M
slinch blob 175126.83524647637 M slugette
force_ounce ozf 278.01385095378123 LMT-2 ounce_force
force_pound lbf 4448.2216152605 LMT-2 pound_force
force_ton _ 8896443.230521 LMT-2 ton_force force_short_ton short_ton_force
force_long_ton _ 9964016.41818352 LMT-2 long_ton_force
kip _ 4448221.6152605 LMT-2
poundal pdl 138.254954376 LMT-2
UK_hundredweight UK_cwt 50802.34544 M
UK_ton _ 1016046.9088 M
UK_force_ton _ 9964016.41818352 LMT-2 UK_ton_force
US_hundredweight US_cwt 45359.237 M
US_ton _ 907184.74 M
US_force_ton _ 8896443.230521 LMT-2 US_ton_force
pennyweight dwt 1.55517384 M
troy_ounce toz 31.1034768 M ozt
troy_pound tlb 373.2417216 M lbt
scruple _ 1.2959782 M
apothecary_dram ap_dr 3.8879346 M
apothecary_ounce ap_oz 31.1034768 M
apothecary_pound ap_lb 373.2417216 M
imperial_minim _ 5.9193880208333334e-08 L3
imperial_fluid_scruple _ 1.1838776041666667e-06 L3
imperial_fluid_drachm imperial_fldr 3.5516328125e-06 L3 imperial_fluid_dram
imperial_fluid_ounce imperial_floz 2.84130625e-05 L3 UK_fluid_ounce
imperial_gill imperial_gi 0.0001420653125 L3 UK_gill
imperial_cup imperial_cp 0.000284130625 L3 UK_cup
imperial_pint imperial_pt 0.00056826125 L3 UK_pint
imperial_quart imperial_qt 0.0011365225 L3 UK_quart
imperial_gallon imperial_gal 0.00454609 L3 UK_gallon
imperial_peck imperial_pk 0.00909218 L3 UK_pk
imperial_bushel imperial_bu 0.03636872 L3 UK_bushel
imperial_barrel imperial_bbl 0.16365924 L3 UK_bbl
pica _ 0.004233333333333334 L printers_pica
point pp 0.00035277777777777776 L printers_point big_point bp
didot _ 0.00037593984962406017 L
cicero _ 0.004511278195488722 L
tex_point _ 0.00035145980351459805 L
tex_pica _ 0.004217517642175176 L
tex_didot _ 0.0003760650274425863 L
tex_cicero _ 0.004512780329311036 L
scaled_point _ 5.362851005776948e-09 L
css_pixel px 0.00026458333333333336 L
pixel _ 1 P dot pel picture_element
pixels_per_centimeter PPCM 100 L-1P
pixels_per_inch dots_per_inch 39.37007874015748 L-1P PPI ppi DPI printers_dpi
bits_per_pixel bpp 1 P-1
tex Tt 0.001 L-1M
dtex _ 0.0001 L-1M
denier den 0.00011111111111111112 L-1M
jute Tj 0.034448239434480415 L-1M
aberdeen Ta 0.034448239434480415 L-1M
RKM _ 9806.65 L2T-2
number_english Ne 1.6933618173515572 LM-1 NeC ECC
number_meter Nm 1 LM-1
franklin Fr 0.001 L1.5M0.5T-1 statcoulomb statC esu
statvolt statV 0.1 L0.5M0.5T-1
statampere statA 0.001 L1.5M0.5T-2
gauss G 10 L-0.5M0.5T-1
maxwell Mx 0.001 L1.5M0.5T-1
oersted Oe 10 L-0.5M0.5T-1 ørsted
statohm statΩ 100 L-1T
statfarad statF 0.01 L
statmho _ 0.01 LT-1
statweber statWb 0.1 L0.5M0.5
stattesla statT 1000 L-1.5M0.5
stathenry statH 100 L-1T2`;

/** Units that count from a zero of their own: name, that zero in kelvin. */
export const offsets = `degree_Celsius 273.15
degree_Fahrenheit 255.37222222222223
degree_Reaumur 273.15`;

/** Levels: name, base and factor of the logarithm; the unit's own factor is what it is a level over. */
export const levels = `decibelwatt 10 10
decibelmilliwatt 10 10
decibelmicrowatt 10 10
decibel 10 10
decade 10 1
octave 2 1
neper 2.718281828459045 0.5`;
