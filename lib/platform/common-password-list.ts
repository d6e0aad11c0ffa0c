/**
 * What people choose most: every entry of 12 and more characters, and the 3,500 most frequent shorter ones, of
 * the list that Django ships (BSD-3-Clause), made by Royce Williams; obscene ones left out.
 * @see https://docs.djangoproject.com/en/5.1/topics/auth/passwords/#django.contrib.auth.password_validation.CommonPasswordValidator
 */
export const commonPasswordList = `
!ab#cd$ 0.00000000 000000 0000000 00000000 0000000000 000000000000 000001 000111 007007 010101 010203 01020304
010203040506 012345 0123456 0123456789 020202 030303 050505 060606 070707 080808 090909 098765 0987654321
0r968ji9ufj6 100000 100100 100200 101010 10101010 102030 10203040 102030405060 102938 1029384756 110110 111111
1111111 11111111 111111111 1111111111 111111111111 111111111111111 111111a 111111q 11111a 11111q 11112222 111222
111222333 111222tianya 111555 111qqq 112233 11223344 1122334455 112233445566 112358 11235813 1123581321 121212
12121212 121314 12131415 122001 122333 123000 12301230 123098 123123 123123123 123123123123 123123a 123123q
123321 123321123 123321123321 123321a 123321q 12341234 1234321 12344321 123451 1234512345 123454321 123455
1234554321 123456 1234560 1234561 123456123 123456123456 1234566 123456654321 1234567 12345678 123456789
1234567890 1234567890-= 123456789000 12345678900987654321 1234567890123 12345678901234567890 1234567890987654321
1234567890a 1234567890q 1234567890qwertyuiop 1234567891 12345678910 1234567891011 123456789101112 123456789123
123456789123456 1234567891234567 123456789123456789 12345678987654321 1234567899 123456789987654321 123456789a
123456789abc 123456789asd 123456789d 123456789j 123456789k 123456789l 123456789m 123456789p 123456789q
123456789qaz 123456789qwe 123456789qwerty 123456789s 123456789z 12345678a 12345679 1234567a 1234567q 123456987
123456a 123456aa 123456abc 123456asd 123456b 123456c 123456d 123456e 123456f 123456g 123456h 123456j 123456k
123456l 123456m 123456n 123456p 123456q 123456qwe 123456qwerty 123456r 123456s 123456t 123456w 123456y 123456z
123457 12345a 12345b 12345d 12345j 12345k 12345m 12345q 12345qwert 12345qwerty 12345r 12345s 12345t 12345z
123465 1234abcd 1234asdf 1234qwer 123654 123654789 1236987 12369874 123698745 123789 123789456 123987 123abc
123admin321a 123asd 123hfjdk147 123qaz 123qwe 123qwe123 123qwe123qwe 123qweasd 123qweasdzxc 123qwerty 123zxc
124578 12qw23we 12qwaszx 131313 13131313 1314520 132435 134679 135246 135790 135792468 1357924680 141414 142536
143143 14531453 147147 147258 147258369 147369 147852 147852369 1478963 14789632 147896325 151515 159159 159357
159753 159753159753 159951 161616 171717 181818 191919 192837 192837465 19751975 19781978 19791979 19801980
19811981 19821982 19831983 19841984 19851985 19861986 19871987 19881988 19891989 19901990 19911991 19921992
19931993 19941994 19951995 19961996 1a2b3c 1a2b3c4d 1a2s3d4f 1blood 1fr2rfq7xl 1g2w3e4r 1jesus 1lover 1loveyou
1myspace 1password 1princess 1q1q1q 1q2w3e 1q2w3e4 1q2w3e4r 1q2w3e4r5 1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u
1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o 1q2w3e4r5t6y7u8i9o0p 1qa2ws 1qa2ws3ed 1qaz1qaz 1qaz2wsx 1qaz2wsx3edc
1qaz2wsx3edc4rfv 1qazxsw2 1qazxsw23edc 1qwerty 1v7upjw3nt 1zn6fpn01x 20082008 20092009 20102010 2012comeer
201301 202020 212121 21212121 222222 2222222 22222222 2222222222 222333 223344 224466 232323 234567 235689
242424 246810 252525 25802580 258258 258369 258456 262626 272727 282828 290966 29rsavoy 2cute4u 2hot4u 303030
313131 314159 31415926 321123 321321 321456 321654 321654987 323232 332211 333333 3333333 33333333 333666 336699
343434 353535 363636 369258147 369369 3d8cubaj2e 3odi15ngxb 3rjs1la7qe 420420 421uiopy258 444444 44444444 445566
454545 456123 456321 456456 456654 456789 456852 4815162342 505050 50cent 5201314 520520 520love101182 5211314
525252 545454 5532361cnjqrf 555555 5555555 55555555 5555555555 555666 565656 567890 5hsu75kpot 654123 654321
654321a 666666 66666666 666777 666999 696969 69696969 6hbf28w791 741852 741852963 753159 753951 7654321 7758258
7758521 777777 7777777 77777777 7777777777 777888 778899 784512 786786 787878 789123 789456 789456123 7894561230
7895123 789654 789789 789987 852456 8675309 87654321 888888 88888888 898989 9-11-1961 906090 909090 9111961
911911 9379992 951753 963852 963852741 980099 987456 987456321 987654 98765432 987654321 9876543210 989898
998877 999999 9999999 99999999 999999999 9999999999 ?????? a11111 a111111 a123123 a12345 a123456 a1234567
a12345678 a123456789 a1a1a1 a1a2a3 a1b2c3 a1b2c3d4 a1b2c3d4e5 a1s2d3 a1s2d3f4 a838hfid aa123456 aaa111 aaa123
aaaaa1 aaaaaa aaaaaa1 aaaaaaa aaaaaaaa aaaaaaaaaa aaliyah aaliyah1 aaron1 aaron431 abc123 abc1234 abc12345
abc123456 abc123456789 abcd123 abcd1234 abcde1 abcde12345 abcdef abcdef1 abcdefg abcdefg1 abcdefg123 abcdefgh
abigail abigail1 access acmilan adgjmptw adidas adidas1 admin123 administrator adrian adrian1 adriana aezakmi
africa agent007 airforce1 akopa123 alabama alabama1 alaska albert albert1 alberto alejandra alejandro alejandro1
aleksandr alessandra alessandro alessia alex12 alex123 alexander alexander1 alexandra alexandra1 alexandre
alexis alexis1 alfred alfredo alicia alicia1 alison alladin79 allison allison1 almond alpha1 always alyssa
alyssa1 amanda amanda1 amber1 amelia america america1 american amigos amoremio amores amsterdam anastasia
anderson andrea andrea1 andreas andreea andrei andres andrew andrew1 andrey andromeda angel1 angel12 angel123
angel13 angel2 angela angela1 angelica angelina angelo angels angels1 anhyeuem animal annette annie1 anthony
anthony1 antoine antonella antonio antonio1 anything aobo2010 apollo apollo13 apple1 apple123 apples apples1
april1 aquarius arabella24630 archie area51 argentina arianna arizona armando arnold arsenal arsenal1 arthur
asasas asd123 asd123456 asdasd asdasd1 asdasd123 asdasd5 asdasdasd asdf12 asdf123 asdf1234 asdfasdf asdfasdf1
asdfg1 asdfg123 asdfgh asdfgh1 asdfghj asdfghjk asdfghjkl asdfghjkl1 asdfghjkl123 asdfjkl asdqwe123 asdzxc
ashley ashley1 ashton aspirine ass123 assassin athena atlanta atlanta1 audrey august aurora austin austin1
australia autumn avalon avatar avrillavigne awesome awesome1 azerty azerty1 azerty123 azertyuiop b12345 b123456
babies baby12 baby123 baby13 babyblue babyboy babyboy1 babydoll babydoll1 babygirl babygirl1 babygirl12
babygirl2 babygurl babygurl1 babylove bacchus badass badass1 badboy badboy1 badger bailey bailey1 baller baller1
ballin1 bambam bambam1 bamboo banana banana1 bananas bandit bandit1 barbara barbara1 barbie barbie1 barcelona
barcelona1 barney barney1 baseball baseball1 baseball12 baseball2 baseball3 baseball7 basket basketball batista
batman batman1 baxter bball1 bbbbbb bearshare beatles beatrice beatriz beautiful beautiful1 beauty beauty1
beaver beckham bella1 bella123 benfica benjamin benjamin1 benson bentley berlin bernard bernie bestfriend
bethany bettyboop bettyboop1 bianca bigboy bigboy1 bigdaddy bigdaddy1 bigdog bigdog1 bigred billabong billy1
billybob bingo1 birthday bishop bismillah biteme biteme1 blabla blablabla black1 blackberry blackie blackjack
blacky blahblah blahblah1 blazer blessed blessed1 blessing blink182 blondie blondie1 blood1 blood5 blossom
blowme blue12 blue123 blue13 blue22 bluebird blueeyes bluefish bluemoon bluesky bob123 bobbob bobby1 bobmarley
bogdan bollocks bonbon bond007 bonita bonjour bonnie bonnie1 booger booger1 boogie boomer boomer1 boston boston1
boubou bowwow1 bradley bradley1 brandon brandon1 brandy brandy1 brasil brenda brenda1 brian1 brianna brianna1
britney brittany brittany1 broken broken1 broncos broncos1 brooke brooke1 brooklyn brooklyn1 brother brother1
brownie brownie1 brutus bscirc bubba1 bubble bubble1 bubbles bubbles1 buddha buddy1 buddy123 budlight budlight1
buffalo bulldog bulldog1 bulldogs bulldogs1 bullet bunny1 burrito burton business buster buster1 c123456 caitlin
california callie callofduty callum calvin camaro cambiami cameron cameron1 camila camilla camille canada
canada1 cancer candy1 candy123 cantik canyon caprice capricorn captain caramel career121 carlitos carlos carlos1
carmen carmen1 carolina carolina1 caroline caroline1 carpediem carrie carter carter1 cartman casablanca casanova
casey1 casper casper1 cassandra cassidy cassie cassie1 cat123 catalina catch22 catdog catdog1 catherine
catherine1 cdtnkfyf cecilia cedric celeste celine celtic chacha champion chance chance1 chandler chanel change
changeme chargers1 charlene charles charles1 charlie charlie1 charlotte charlotte1 charly charmed charmed1
chase1 cheer1 cheese cheese1 chelsea chelsea1 chemistry cherokee cherry cherry1 chester chester1 chevy1 cheyenne
cheyenne1 chiara chicago chicago1 chichi chicken chicken1 children chivas chivas1 chloe1 chocolat chocolate
chocolate1 chopper chopper1 chouchou chris1 chris12 chris123 christ christ1 christian christian1 christina
christina1 christine christine1 christmas christmas1 christophe christopher christopher1 chubby church ciaociao
ciccio cinderella cjkysirj cjkywt cjmasterinf claire classic claudia cleopatra clifford cloud9 clowns cme2012
cocacola cocacola1 coconut coffee coffee1 college colombia colorado colt45 combat123654 comeon11 coming compaq
compaq1 computer computer1 connect connie connor connor1 cookie cookie1 cookie123 cookiemonster cookies cookies1
cool12 cool123 cooldude cooper cooper1 copper copper1 corazon corona corvette cosmopolitan coucou counterstrike
country country1 coupons courtney courtney1 cowboy cowboy1 cowboys cowboys1 cracker crazy1 creative creative1
cricket cricket1 cristian cristina crystal crystal1 cthutq cuddles cupcake cupcake1 curtis cuteako cutie1
cutiepie cutiepie1 cxfcnmt cynthia d12345 d123456 d1lakiss d2xyw89sxj dadada daddy1 daddysgirl daisy1 dakota
dakota1 dalejr88 dallas dallas1 damian damien dance1 dancer dancer1 danger daniel daniel1 daniel123 daniela
daniele danielle danielle1 daniels danny1 darkangel darkness darkness1 darling darren david1 david123 davide
dbrnjhbz dddddd dearbook death1 death666 debbie deborah december december1 deedee deejay defender deftones
delete delfin demon1q2w3e4r demon1q2w3e4r5t denise denise1 dennis dennis1 denver design desiree destiny destiny1
detroit devil666 dexter dexter1 dfg5fhg5vgfh1 dfvgbh diablo diamond diamond1 diamonds dianne diesel dietcoke
digger digital digital1 dillon dinamo dinosaur diosesfiel dipset1 disney disney1 divine diwtgm8492 doctor
dodgers dodgers1 dog123 doggie doggy1 dollar dolphin dolphin1 dolphins dolphins1 dominic dominic1 dominik
dominique domino donald donkey donkey1 doomsayer.2.7mords.v doomsayer.2.7mords.vv dorothy doudou douglas
douglas1 dpbk1234 dragon dragon1 dragon12 dragon123 dragonball dragonfly dragons dragons1 dreamer dreams driver
drowssap drpepper drpepper1 drummer drummer1 ducati dumbass1 duncan dupont dustin dustin1 dylan1 e123456 eagle1
eagles eagles1 eclipse eddie1 eduardo education edward edward1 edwardcullen eeyore einstein ekaterina elaine
electra element element1 elephant elephant1 elijah elijah1 elizabeth elizabeth1 elvis1 emerald emilie emily1
eminem eminem1 emmanuel energy engineer england england1 english enigma enterprise esther estrella eternity
ethan1 eugene evelyn everton evony192 exigent explorer ezekiel11991 f123456 fabian facebook faith1 falcon
fallen_angel familia familiyafamiliya family family1 family5 famous1 fantasy fashion fatass1 fatboy fatboy1
father fatima favour february federica federico felipe fender fender1 fernanda fernando ferrari ferrari1 ffffff
ficken finalfantasy fireball firebird fireman fishing fishing1 fktrcfylh fktrctq flatron florence flores florian
florida florida1 flower flower1 flowers flowers1 fluffy fluffy1 fondoom football football1 football10 football12
football2 football7 fordf150 forest forever forever1 forever21 forget formula1 fortuna fountain fqrg7cs493
france frances francesca francesco francis francisco franco frank1 frankie frankie1 franklin freckles freddie
freddy freddy1 freedom freedom1 freeman fresh1 friday friend friend1 friends friends1 friendship friendster
froggy froggy1 fuk19600 fuku00198 funny1 future fyfcnfcbz fylhtq g123456 g13916055158 g9l2d1fzpy gabby1 gabriel
gabriel1 gabriela gabrielle galaxy galina gandalf ganesh gangsta gangsta1 gangster gangster1 garcia garden
garfield garrett gateway gateway1 gators gemini general genesis genesis1 genius george george1 georgia georgia1
gerald gerard german germany germany1 geronimo getmoney getmoney1 gettherefast gfhjkm gfhjkmgfhjkm gggggg ghbdtn
ghbdtnbr ghbdtnrfrltkf ghhh47hj7649 ghjcnj giants gibson gilbert ginger ginger1 giovanna giovanni giulia
giuseppe gizmo1 gloria godbless goddess godisgood godislove godzilla gogogo golden golden1 goldfish goldie
golfcourse golfer goober goodboy goodluck google google1 google123 googletester gordon gordon24 gothic grace1
gracie gracie1 grandma grandma1 green1 green123 greenday greenday1 gregor gregory gregory1 griffin groupd2013
guinness guitar guitar1 gundam gunner gustavo gwerty gwerty123 h1xp2z2duk hacker haha123 hahaha hahaha1 hahahaha
hailey hailey1 hallo123 hamilton hammer hamster handsome hannah hannah1 hannahmontana happiness happy1 happy123
hardcore hardcore1 harley harley1 harmony harold harrison harry1 harrypotter harvey hassan hawaii hawkesbury93
hayden hayley hearts heather heather1 heaven heaven1 hector helena hello! hello1 hello12 hello123 hello2
hellokitty helpme hendrix henry1 hercules herman hernandez hershey hershey1 hesoyam hey123 heyhey1 hg0209 hhhhhh
hihihi hiphop hiphop1 hitman hjvfirf hockey hockey1 holden holiday holland hollister1 holly1 hollywood
hollywood1 homelesspa honda1 honey1 hongkong horse1 horses horses1 hotdog hotdog1 hotmail hotmail1 hotrod
hotstuff hottie hottie1 hotties houston houston1 howard hughes hummer hunter hunter1 ibrahim icecream icecream1
iceman ichliebedich idontknow idontknow1 ig4abox4 ihatethisgame ihateyou ihateyou1 illinois ilovegod ilovehim
ilovehim1 ilovejesus iloveme iloveme1 iloveme2 ilovemyfamily iloveu iloveu1 iloveu2 iloveyou iloveyou! iloveyou.
iloveyou1 iloveyou12 iloveyou2 iloveyou3 iloveyou7 iluvu2 ily123 imyaimyaimya inactive1996aug incubus india123
indian indiana indonesia infinity ingodwetrust insanity international internet internet1 inuyasha inuyasha1
ireland ireland1 ironman isabel isabella isabella1 isabelle isaiah israel istanbul italia iverson iverson3
iw14fi9j j12345 j123456 j38ifubn jackass jackass1 jacket025 jackie jackie1 jackson jackson1 jackson5 jacob1
jacobs jaguar jaimatadi jamaica jamaica1 james1 james123 james23 jamesbond jamesbond007 jamie1 janice january
jasmin jasmine jasmine1 jason1 jasper jasper1 javier jayden jayden1 jayjay jayjay1 jayson jazzy1 jeffrey
jeffrey1 jellybean jennifer jennifer1 jenny1 jeremiah jeremy jeremy1 jerome jesse1 jessica jessica1 jessie
jessie1 jester jesus1 jesus123 jesus7 jesus777 jesuschrist jesuslovesme jetaime jeter2 jimmy1 jjjjjj
jkiuztdftl57 joanna joanne joe123 joejoe johanna john!20130605at1753 john123 john316 johncena johncena1 johnny
johnny1 johnson johnson1 joker1 jonathan jonathan1 jordan jordan1 jordan12 jordan23 joseph joseph1 josephine
joshua joshua1 judith juggalo1 julian julian1 juliana julien julius jundian2011xr junior junior1 jupiter
just4fun justdoit justice justice1 justin justin1 justinbieb justinbieber justine justme juventus k12345 k123456
ka_djkhjsy6 karate karen1 karina karolina kartoffelpuffer katerina katherine katherine1 kathleen katie1 katrina
kawasaki kayla1 kelly1 kelsey kelsey1 kennedy kenneth kenneth1 kenny1 kermit kevin1 kevin123 killa1 killer
killer1 killer12 killer123 kimberly kimberly1 king123 kingdom kingkong kirill kisses kisses1 kissme kissme1
kissmyass kitkat kitten kitten1 kitty1 kitty123 kittycat kittycat1 kkkkkk kkkkkkk kkkkkkkk klaster
knackwurst8853 knight knopka kobe24 krishna kristen kristen1 kristin kristina kristine l123456 lacrosse ladybug
ladybug1 ladygaga laguna lakers lakers1 lakers24 lakshmi lala123 lalala lalala1 laptop larisa lastfm lasvegas
laura1 laurel12creek lauren lauren1 lawrence leavemealone lebron23 legend legolas leliane50934 leonard leonardo
leslie lester letmein letmein1 letter liberty liberty1 lightpower12345 liliana lilmama1 lilwayne lilwayne1
lincoln linda1 lindsay lindsay1 lindsey lindsey1 linked linkedin linkedin2011 linkin linkinpark lionking little
little1 liverpool liverpool1 liverpool123 lizard lizottes lizzie llllll logan1 logitech lol123 lolipop lolita
lollipop lollipop1 lollol lollypop lololo london london1 lonely looking lorena lorenzo lorraine loser1 loser123
louise louise1 loulou love01 love08 love09 love10 love101 love11 love12 love123 love1234 love13 love14 love143
love15 love16 love21 love22 love23 love24 love4ever love69 lovebug lovebug1 lovelife lovelove lovelovelove
lovely lovely1 loveme loveme1 loveme2 lover1 lover123 loverboy loverboy1 lovers lovers1 loveu2 loveyou loveyou1
loveyou2 loving lucifer lucky1 lucky123 lucky13 lucky7 lvbnhbq lydcc20091314 m01759766727 m12345 m123456 maddie
maddie1 maddog madeline madison madison1 madmax madonna madrid maganda maggie maggie1 magic1 magnet magnolia
magnum mahalkita mahalko maison makaveli maksim malibu mama123 mamama mamamia mamapapa manager manchester
manchesterunited mandy1 manman manson manuel manuel1 manuela manutd maprchem56458 maradona marcel marcos marcus
marcus1 marek14michal margaret margarita maria1 mariah mariah1 mariam marian mariana marianne marie1 marilyn
marina marine marine1 marines marines1 mario1 marion mariposa marissa marissa1 marius marketing markus marlboro
marley marley1 marlon marseille marshall martha martin martin1 martina martinez martini marvin maryjane
maryjane1 mason1 massimo master master1 master123 matilda matrix matrix1 matteo matthew matthew1 maurice
maverick maverick1 max123 maxime maximus maxmax maxwell maxwell1 medicine mega_pizdetz666 megaman megan1
megaparol12345 melanie melanie1 melissa melissa1 melody melvin mememe mercedes mercedes1 mercury merlin
metallica metallica1 mexican1 mexico mexico1 michael michael1 michael2 michaeljackson micheal micheal1 michel
michele michelle michelle1 michigan michigan1 mickey mickey1 microsoft midnight midnight1 mierda migrationschool
miguel miguel1 mike123 mikey1 milano milena miller miller1 millie million2 minecraft minecraft123 minnie minnie1
miracle miranda miranda1 miriam missy1 misty1 mitchell mmmmmm mnbvcxz mobile moderncombat mohamed mohammed
mollie molly1 molly123 mom123 mommy1 mommy123 monalisa monday money1 money12 money123 money2 monica monica1
monika monique monique1 monkey monkey1 monkey11 monkey12 monkey123 monkey2 monkey7 monkeys monkeys1 monster
monster1 montana montana1 montreal mookie moomoo moomoo1 moonlight morena morgan morgan1 morris motdepasse
mother mother1 motorola mountain mozart muffin muffin1 muhammad munchkin murphy murphy1 music1 music123 musica
mustafa mustang mustang1 my2girls my3kids my3sons mybaby mybaby1 mykids mylife mylove mylove1 myname mynoob
mypassword myself myspace myspace! myspace. myspace.co myspace1 myspace12 myspace123 myspace2 myspace3 n0=acc3ss
n8zgt5p0shw= nadine napoleon napoli naruto naruto1 naruto12 naruto123 nascar nastya natali natalia natalie
natalie1 natasha natasha1 nathalie nathan nathan1 natiichen999 ncc1701 ncc1701d needforspeed nelson nemesis
network newcastle newlife newlife1 neworleans12345 newport newport1 newton newyork newyork1 nfnmzyf nicholas
nicholas1 nicola nicolas nicole nicole1 nigeria nightmare nikita nikki1 nikola ninja1 nintendo nirvana nirvana1
nissan nonmember norman norte14 nothing nothing1 november november1 number1 oblivion ocpoook325 october october1
ohmnamah23 oicu812 oksana oliver oliver1 olivia olivia1 olivier omsairam onedirection onelove onelove1 online
oooooo orange orange1 orlando orlando1 oscar1 outlaw p123456 p3rat54797 p@ssw0rd pa55w0rd pa55word packers
packers1 paintball paintball1 pakistan pakistan1 paloma pamela panasonic panda1 pandora panget pantera pantera1
panther panther1 panthers panthers1 papillon paradise paramore paris1 parker parker1 parola pascal pass123
pass1234 passat passer2009 passer2011 passion passion1 passport passw0rd password password! password. password0
password00 password01 password1 password10 password11 password12 password123 password1234 password12345
password123456 password13 password2 password22 password23 password3 password4 password5 password69 password7
password8 password9 passwort patches patches1 patricia patricia1 patrick patrick1 patriots patriots1 pauline
pavilion pe#5gz29ptzmse peace1 peaches peaches1 peanut peanut1 pebbles pebbles1 peewee peewee1 pegasus pencil
penelope penguin penguin1 penny1 people people1 pepito pepper pepper1 pepsi1 perfect perfect1 personal peter1
peterpan peugeot phantom philip philips phillip phoebe phoenix phoenix1 picasso pickle pickles pickles1 pierre
piglet pikachu pimp12 pimp123 pimpin pimpin1 pineapple pink12 pink123 pinky1 pioneer pirate pisces pitbull
pitbull1 pizza1 platinum playboy playboy1 player player1 playstation2 playstation3 please pogiako poison poiuyt
poiuytrewq pokemon pokemon1 pokemon123 police police1 polina polniypizdec0211 polniypizdec1102
polniypizdec110211 polska poohbear poohbear1 pookie pookie1 poop12 poop123 poopie poopie1 poopoo poopoo1 poopy1
popcorn popcorn1 popeye popopo porsche porsche1 porsche911 portugal potato potter power1 pppppp precious
precious1 predator preston pretty pretty1 prettygirl prince prince1 princesa princess princess1 princess12
princess2 private privet professional projectsadminx promise przyjaciolki psycho pumpkin pumpkin1 punkrock
puppies puppy1 purple purple1 q12345 q123456 q1q1q1 q1w2e3 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 q1w2e3r4t5y6u7i8o9p0
qawsed qawsedrf qaz123 qazqaz qazwsx qazwsx1 qazwsx12 qazwsx123 qazwsxedc qazwsxedc1 qazwsxedc123 qazwsxedcrfv
qazwsxedcrfvtgb qazxsw qazxswedc qazxswedcvfr qq123456 qqq111 qqqqqq qqww1122 qti7zxh18u queen1 qw123321 qwaszx
qwe123 qwe12345 qwe123qwe qwe123qwe123 qweasd qweasd123 qweasdzxc qweasdzxc123 qwegta13091990 qweqwe qweqweqwe
qwer12 qwer123 qwer1234 qwerasdf qwerasdfzxcv qwerqwer qwert1 qwert123 qwert12345 qwerty qwerty1 qwerty11
qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty123456789 qwerty321 qwerty7 qwertyasdfgh
qwertyqwerty qwertyu qwertyui qwertyuiop qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyytrewq qwertz qwqwqw
r123456 rabbit rabbit1 rachel rachel1 racing rafael ragnarok rahasia raiders raiders1 rainbow rainbow1 rammstein
random random1 ranger ranger1 rangers rangers1 rascal raven1 raymond raymond1 realmadrid rebecca rebecca1 rebel1
red123 redbull reddog redhead redneck redneck1 redrose redrum redskins redskins1 redsox redsox1 redwings reggie
regina remember remember1 renata renee1 rental residentevil respect rey619 rfrfirf rhbcnbyf ricardo richard
richard1 ricky1 riley1 robbie robert robert1 roberta roberto robinson rocker rocket rocknroll rockon rockstar
rockstar1 rocky1 rodrigo roland rolltide romeo1 ronald ronaldinho ronaldo ronaldo7 ronaldo9 ronnie ronnie1
rooney rooster rosario rosebud rosemary rosie1 roxanne runescape runescape1 runner rush2112 ruslan russell
russia rusty1 s12345 s123456 s8ylpe9jdpvym sabina sabrina sabrina1 sachin sadie1 saibaba saints sairam sakura
salvador salvatore sam123 samantha samantha1 samara samira sammie sammy1 sammy123 sample123 samsam samson
samson1 samsung samsung1 samuel samuel1 samurai sanane sanchez sandra sandra1 sandrine sandy1 santiago santos
sapphire sarah1 sasasa sasha1 sassy1 sasuke sasuke1 satan666 saturn savage savannah savannah1 sayang scarface
scarface1 scarlett schalke04 school school1 scooby scooby1 scoobydoo scoobydoo1 scooter scooter1 scorpio
scorpio1 scorpion scotland scott1 scotty sdf7asdf6asdg8df season sebastian sebastian1 sebastian106 sebastien
secret secret1 security selena seniseviyorum september september1 serega serena serenity serenity1 sergey sergio
seven7 shadow shadow1 shadow12 shadow123 shaggy shakira shalom shamrock shane1 shanna shannon shannon1 sharon
shawn1 sheila shelby shelby1 shelly shirley shopping shorty shorty1 sidney siemens sierra sierra1 silver silver1
silvia simba1 simon1 simona simone simple simple1 simpson simpsons singer single single1 sister sister1 sk84life
sk8ordie sk8ter skate1 skateboard skater skater1 skeeter skipper skippy skittles skittles1 skyline skyline1
skywalker slayer slayer1 slipknot slipknot1 smile1 smile123 smiles smiley smiley1 smoke1 smoke420 smokey smokey1
smokie snickers snickers1 sniper snoopy snoopy1 snowball snowball1 snowflake snowman snowman1 snuggles sobaka
soccer soccer1 soccer10 soccer11 soccer12 soccer123 soccer13 soccer14 soccer2 soccer3 soccer4 soccer5 soccer7
soccer9 softball softball1 sojdlg123aljg soleil solomon somanypickles27 something sonnenschein sonyericsson
sophia sophie sophie1 south13 southside1 space1 spanky sparkle sparky sparky1 spartak spartan117 special
special1 speedy spencer spencer1 spider spider1 spiderman spiderman1 spiderman3 spike1 spirit spitfire spongebob
spongebob1 spooky sporting sports spring spurs1 sputnik ssssss stacey stalker stanley stanley1 star12 star123
starcraft stardust starfish stargate startfinding startrek starwars starwars1 starwarsfan10 status steelers
steelers1 stefan stefangreil1983 stefano stella stella1 stellina stephanie stephanie1 stephen stephen1 sterling
steve1 steven steven1 stinky stonecold storm1 stormy stratfor stratocaster stratus strawberry strength student
stupid stupid1 subaru sublime subzero success success1 sugar1 sultan summer summer07 summer08 summer09 summer1
sunday sunflower sunflower1 sunny1 sunrise sunset sunshine sunshine1 super1 super123 superman superman1
supernatural superstar superstar1 sureno13 surfer suzuki svetlana sweet1 sweet16 sweetheart sweetie sweetie1
sweetpea sweetpea1 sweets sweety sweety1 swimming swordfish swordfish1 sydney sydney1 system sz9kqcctwy t123456
tamara tanner tanner1 target123 tarzan tatiana tattoo tatyana taurus taylor taylor1 teacher teacher1 teddy1
teddybear teddybear1 telechargement telefon telephone temppass temppassword tennis tennis1 tequiero tequila
teresa terminator test123 test1234 testing testtest texas1 thailand thankyou thebest thebest1 thegame theman
theman1 theone theone1 theresa therock therock1 thomas thomas1 thuglife thuglife1 thumper thunder thunder1
thx1138 ticket tiffany tiffany1 tiger1 tiger123 tigers tigers1 tigger tigger1 tigger2 timothy timothy1 tinker
tinker1 tinkerbell tinkle tintin titanic tnk0mk16vx tobias tokiohotel tomcat tommy1 tomtom topgun tornado
toronto torres toshiba total12scherz tottenham toyota transformers travel travis travis1 trevor trfnthbyf
trigger trinity trinity1 tripper tristan tristan1 trixie trouble trouble1 truelove trustno1 tucker tucker1
tudelft turkey turtle turtle1 tweety tweety1 twilight twilight1 twinkle twins2 tyler1 u38fa39 underground
undertaker unicorn united uqa9ebw445 usa123 usdopaa vacation valencia valentin valentina valentine valentino
valera valeria valerie vampire vampire1 vampires vanessa vanessa1 vanilla vegeta veronica veronica1 veronika
vfhbyf vfrcbv vfvjxrf victor victor1 victoria victoria1 victory viking vikings vikings1 viktor viktoria vincent
vincent1 violet virginia vision vitor1268123 vivian vkontakte vladimir volcom volcom1 volleyball voodoo
vqsablpzla vrbgqns997 w123456 w5txn36alfw walker wall.e wallace walter wangyut2 warcraft warcraft1 warcraft3
warren warrior warrior1 washington water1 watermelon wayne1 weed420 welcome welcome1 welcome123 weronika1992
wesley westlife westside westside1 whatever whatever1 whitney widget wildcats william william1 williams
williams1 willie willie1 willow willow1 wilson wilson1 windows winner winnie winston winston1 winter winter1
wisdom wizard woaini wolverine wolves wonderful wordpass wow12345 wrestling wrestling1 wwwwww wxcvbn x4ivyga51f
xantria10315 xavier xavier1 xbox360 xtseo2011tdx xxxxxx y6p67ftrqj yagjecc826 yahoo.com yahoo1 yahoo123 yamaha
yamaha1 yandi20080527 yankee yankees yankees1 yankees2 yasmin ybccfy ybrbnf yellow yellow1 yemi19900911
yfdbufnjh10305070 yfnfif yomama1 youbye123 young1 youngmoney yourmom yourmom1 yoyoyo yoyoyo1 ytrewq yuantuo2012
yugioh yvonne z123456 zachary zachary1 zag12wsx zaq123 zaq12wsx zaq1xsw2 zaq1xsw2cde3 zaqwsx zidane zmx870919123
zoey101 zombie zvezda zxasqw12 zxc123 zxcasdqwe123 zxcv1234 zxcvbn zxcvbnm zxcvbnm1 zxcvbnm123 zxczxc zzzzzz
zzzzzzzz
`;
